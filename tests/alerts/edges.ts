/**
 * Streams at the edges of every rule, with the alerts that they raise. The evaluator, Postgres and DuckDB are all held to
 * these answers.
 */
import { DENIED_LOGIN, LOGIN, spread, type Given } from "./events.js";

export interface Edge {
  readonly name: string;
  readonly events: readonly Given[];
  /** `<rule> <key> <m:s>` */
  readonly alerts: readonly string[];
}

const DENIED = { outcome: "denied", ip: "192.0.2.1" } as const;
/** Keeps the gaps of a long stream short enough not to be silences. */
const heartbeat = (from: number, to: number): Given[] =>
  Array.from({ length: (to - from) / 20 + 1 }, (_, index) => ({ at: `${from + index * 20}:0` }));

export const EDGES: readonly Edge[] = [
  { name: "20 denials from one address are not more than 20", events: spread(20, "0:00", "4:00", DENIED), alerts: [] },
  {
    name: "the 21st denial from one address is",
    events: spread(21, "0:00", "4:00", DENIED),
    alerts: ["denied-burst-ip 192.0.2.1 4:00"],
  },
  {
    name: "21 denials within 4:59 raise an alert",
    events: spread(21, "0:00", "4:59", DENIED),
    alerts: ["denied-burst-ip 192.0.2.1 4:59"],
  },
  {
    name: "a millisecond below five minutes is within five minutes",
    events: spread(21, "0:00", "4:59.999", DENIED),
    alerts: ["denied-burst-ip 192.0.2.1 4:59.999"],
  },
  { name: "an event of exactly five minutes ago is out of the window", events: spread(21, "0:00", "5:00", DENIED), alerts: [] },
  { name: "21 denials over 5:01 raise none", events: spread(21, "0:00", "5:01", DENIED), alerts: [] },
  {
    name: "11 denials from each of two addresses raise none",
    events: spread(22, "0:00", "4:00", (index) => ({ ...DENIED, ip: `192.0.2.${index % 2}` })),
    alerts: [],
  },
  {
    name: "events without an address are not one address",
    events: spread(25, "0:00", "4:00", { outcome: "denied" }),
    alerts: [],
  },
  { name: "an empty address is none", events: spread(25, "0:00", "4:00", { outcome: "denied", ip: "" }), alerts: [] },
  {
    name: "successes from the same address do not count",
    events: [...spread(20, "0:00", "4:00", DENIED), ...spread(20, "0:00", "4:00", { ip: DENIED.ip })],
    alerts: [],
  },
  {
    name: "21 denials of one instant raise one alert",
    events: spread(21, "1:00", "1:00", DENIED),
    alerts: ["denied-burst-ip 192.0.2.1 1:00"],
  },
  {
    name: "the order of lines within a minute does not matter",
    events: spread(21, "0:00", "0:50", DENIED).toReversed(),
    alerts: ["denied-burst-ip 192.0.2.1 0:50"],
  },
  {
    name: "an attack that goes on raises one alert an hour",
    events: spread(12 * 70 + 1, "0:00", "70:00", DENIED),
    // The 21st event comes after 100 seconds, and the cap ends at the second, an hour later.
    alerts: ["denied-burst-ip 192.0.2.1 1:40", "denied-burst-ip 192.0.2.1 61:40"],
  },
  {
    name: "the cap is each address's own",
    events: [...spread(21, "0:00", "1:00", DENIED), ...spread(21, "0:00", "2:00", { ...DENIED, ip: "192.0.2.2" })],
    alerts: ["denied-burst-ip 192.0.2.1 1:00", "denied-burst-ip 192.0.2.2 2:00"],
  },
  {
    name: "what others do in between makes nobody forget an address",
    events: [
      ...spread(20, "0:00", "0:10", DENIED),
      ...spread(9, "0:30", "4:30", (index) => ({ ...DENIED, ip: `192.0.2.${index + 2}` })),
      { at: "4:59", ...DENIED },
    ],
    alerts: ["denied-burst-ip 192.0.2.1 4:59"],
  },
  {
    name: "a change of role and a reset of a password are news each, by the account that they change",
    events: [
      { at: "0:00", event: "user.role.change", actor_id: "u-1", target_id: "u-2" },
      { at: "1:00", event: "auth.password_reset.complete", account: "a-1" },
      { at: "1:00", event: "user.role.change", actor_id: "u-1" },
      { at: "2:00", event: "user.role.change", actor_id: "u-1", target_id: "u-3", outcome: "denied" },
      { at: "2:00", event: "auth.password_reset.request", account: "a-2" },
    ],
    alerts: ["role-or-password-changed u-2 0:00", "role-or-password-changed a-1 1:00", "role-or-password-changed u-1 1:00"],
  },
  {
    name: "a repetition within five minutes is no news, at five minutes it is",
    events: ["0:00", "4:59.999", "5:00", "9:00"].map((at) => ({ at, event: "user.role.change", target_id: "u-2" })),
    alerts: ["role-or-password-changed u-2 0:00", "role-or-password-changed u-2 5:00"],
  },
  {
    name: "10 failed logins to one account raise none, the 11th does",
    events: [
      ...spread(10, "0:00", "4:00", { ...DENIED_LOGIN, account: "a-1" }),
      ...spread(11, "0:00", "4:00", { ...DENIED_LOGIN, account: "a-2" }),
    ],
    alerts: ["login-failures-account a-2 4:00"],
  },
  {
    name: "nobody in particular is an actor: an account by such a name is one like any other",
    events: spread(11, "0:00", "4:00", { ...DENIED_LOGIN, account: "unknown" }),
    alerts: ["login-failures-account unknown 4:00"],
  },
  {
    name: "failures to 10 accounts from one address raise none, to 11 they do",
    events: [
      ...spread(10, "0:00", "4:00", (index) => ({ ...DENIED_LOGIN, ip: "192.0.2.1", account: `a-${index}` })),
      ...spread(11, "0:00", "4:00", (index) => ({ ...DENIED_LOGIN, ip: "192.0.2.2", account: `b-${index}` })),
    ],
    alerts: ["login-failures-many-accounts 192.0.2.2 4:00"],
  },
  {
    name: "an account that is tried again is one account",
    events: spread(20, "0:00", "4:00", (index) => ({ ...DENIED_LOGIN, ip: "192.0.2.1", account: `a-${index % 10}` })),
    alerts: [],
  },
  {
    name: "an account counts from when it was last tried",
    events: [
      { at: "0:00", ...DENIED_LOGIN, ip: "192.0.2.1", account: "a-0" },
      { at: "3:00", ...DENIED_LOGIN, ip: "192.0.2.1", account: "a-0" },
      ...spread(10, "4:00", "7:59", (index) => ({ ...DENIED_LOGIN, ip: "192.0.2.1", account: `b-${index}` })),
    ],
    alerts: ["login-failures-many-accounts 192.0.2.1 7:59"],
  },
  {
    name: "an account whose last try is five minutes ago counts no more",
    events: [
      { at: "3:00", ...DENIED_LOGIN, ip: "192.0.2.1", account: "a-0" },
      ...spread(10, "4:00", "8:00", (index) => ({ ...DENIED_LOGIN, ip: "192.0.2.1", account: `b-${index}` })),
    ],
    alerts: [],
  },
  {
    name: "an account that is tried again does not keep one in the window that was tried before it",
    events: [
      { at: "0:00", ...DENIED_LOGIN, ip: "192.0.2.1", account: "a-0" },
      { at: "1:00", ...DENIED_LOGIN, ip: "192.0.2.1", account: "a-1" },
      { at: "4:00", ...DENIED_LOGIN, ip: "192.0.2.1", account: "a-0" },
      ...spread(9, "5:00", "6:30", (index) => ({ ...DENIED_LOGIN, ip: "192.0.2.1", account: `b-${index}` })),
    ],
    alerts: [],
  },
  {
    name: "failures without an account are not one more account",
    events: [
      ...spread(10, "0:00", "4:00", (index) => ({ ...DENIED_LOGIN, ip: "192.0.2.1", account: `a-${index}` })),
      { at: "4:30", ...DENIED_LOGIN, ip: "192.0.2.1" },
    ],
    alerts: [],
  },
  {
    name: "11 addresses within 9:59 raise an alert, over ten minutes they do not",
    events: [
      ...spread(11, "0:00", "9:59", (index) => ({ ...DENIED_LOGIN, account: "a-1", ip: `192.0.2.${index}` })),
      ...spread(11, "0:00", "10:00", (index) => ({ ...DENIED_LOGIN, account: "a-2", ip: `192.0.2.${index}` })),
    ],
    alerts: ["login-failures-many-addresses a-1 9:59"],
  },
  {
    name: "a login after 4 failures raises none, after 5 it does",
    events: [
      ...spread(4, "0:00", "9:00", { ...DENIED_LOGIN, account: "a-1" }),
      { at: "9:59", ...LOGIN, account: "a-1" },
      ...spread(5, "0:00", "9:00", { ...DENIED_LOGIN, account: "a-2" }),
      { at: "9:59", ...LOGIN, account: "a-2" },
    ],
    alerts: ["login-after-failures a-2 9:59"],
  },
  {
    name: "a login ten minutes after the first of 5 failures raises none",
    events: [...spread(5, "0:00", "9:00", { ...DENIED_LOGIN, account: "a-1" }), { at: "10:00", ...LOGIN, account: "a-1" }],
    alerts: [],
  },
  {
    name: "failures after the login do not count",
    events: [{ at: "0:00", ...LOGIN, account: "a-1" }, ...spread(5, "0:01", "5:00", { ...DENIED_LOGIN, account: "a-1" })],
    alerts: [],
  },
  {
    name: "failures of the login's own millisecond count: which came first cannot be told",
    events: [{ at: "1:00", ...LOGIN, account: "a-1" }, ...spread(5, "1:00", "1:00", { ...DENIED_LOGIN, account: "a-1" })],
    alerts: ["login-after-failures a-1 1:00"],
  },
  {
    name: "logins that broke are no failures of the one who logs in",
    events: [
      ...spread(5, "0:00", "5:00", { event: "auth.login", outcome: "error", account: "a-1" }),
      { at: "6:00", ...LOGIN, account: "a-1" },
    ],
    alerts: [],
  },
  {
    name: "failures on another account do not count",
    events: [...spread(5, "0:00", "5:00", { ...DENIED_LOGIN, account: "a-1" }), { at: "6:00", ...LOGIN, account: "a-2" }],
    alerts: [],
  },
  {
    name: "the fourth export of one actor within an hour raises an alert, however it ended",
    events: [
      ...heartbeat(0, 60),
      ...spread(4, "0:00", "59:59", (index) => ({ event: "data.export", actor_id: "u-1", outcome: index === 1 ? "denied" : "success" })),
      ...spread(4, "0:00", "60:00", { event: "data.export", actor_id: "u-2" }),
      ...spread(3, "0:00", "1:00", { event: "data.export", actor_id: "u-3" }),
    ],
    alerts: ["data-export-repeated u-1 59:59"],
  },
  {
    name: "exports of nobody in particular, or of people whom the code did not name, are not those of one actor",
    events: [...spread(9, "0:00", "9:00", { event: "data.export" }), ...spread(9, "0:00", "9:00", { event: "data.export", actor_id: "unknown" })],
    alerts: [],
  },
  {
    name: "a change of role by somebody whom the code did not name is told of all the same",
    events: [
      { at: "0:00", event: "user.role.change", actor_id: "unknown" },
      { at: "1:00", event: "auth.password_reset.complete" },
    ],
    alerts: ["role-or-password-changed unknown 0:00", "role-or-password-changed anon 1:00"],
  },
  {
    name: "5 wrong signatures on one route raise none, the sixth does, and a missing route is none",
    events: [
      ...spread(5, "0:00", "4:00", { event: "webhook.verify", outcome: "denied", route: "/api/a" }),
      ...spread(6, "0:00", "4:00", { event: "webhook.verify", outcome: "denied", route: "/api/b" }),
      ...spread(9, "0:00", "4:00", { event: "webhook.verify", outcome: "denied" }),
    ],
    alerts: ["webhook-verification-failures /api/b 4:00"],
  },
  {
    name: "errors at the beginning of a log have no mean to be compared with",
    events: spread(50, "0:00", "20:00", { outcome: "error" }),
    alerts: [],
  },
  {
    name: "after 25 hours without an error, the tenth within an hour raises an alert",
    events: [...heartbeat(0, 1500), ...spread(10, "1500:00", "1509:00", { outcome: "error" })],
    alerts: ["error-rate all 1509:00"],
  },
  {
    name: "a log that is a moment younger than 25 hours has no mean",
    events: [...heartbeat(0, 1480), ...spread(10, "1490:00", "1499:59", { outcome: "error" })],
    alerts: [],
  },
  {
    name: "a log of 25 hours to the millisecond has a mean",
    events: [...heartbeat(0, 1480), ...spread(10, "1491:00", "1500:00", { outcome: "error" })],
    alerts: ["error-rate all 1500:00"],
  },
  {
    name: "errors of the minute an hour before are out of the window, those of the next are in it",
    events: [
      ...heartbeat(0, 3200),
      { at: "1505:59.999", outcome: "error" },
      ...spread(9, "1565:00", "1565:59", { outcome: "error" }),
      { at: "3106:00", outcome: "error" },
      ...spread(9, "3165:00", "3165:59", { outcome: "error" }),
    ],
    alerts: ["error-rate all 3165:59"],
  },
  {
    name: "four times the mean is not over it",
    events: [...heartbeat(0, 1540), ...spread(72, "40:00", "1465:00", { outcome: "error" }), ...spread(12, "1530:00", "1531:00", { outcome: "error" })],
    alerts: [],
  },
  {
    name: "13 errors are over four times a mean of 3",
    events: [...heartbeat(0, 1540), ...spread(72, "95:00", "1465:00", { outcome: "error" }), ...spread(13, "1530:00", "1531:00", { outcome: "error" })],
    alerts: ["error-rate all 1531:00"],
  },
  {
    name: "a silence of 30 minutes is one only when it is longer, and is told of at its thirtieth minute",
    events: [{ at: "0:00" }, { at: "30:00" }, { at: "60:00.001" }],
    alerts: ["no-events all 60:00"],
  },
  {
    name: "a long silence raises one alert, and the next within the hour none",
    events: [{ at: "0:00" }, { at: "300:00" }, { at: "330:01" }, { at: "331:00" }, { at: "362:00" }],
    alerts: ["no-events all 30:00", "no-events all 330:00"],
  },
  { name: "the end of a log is no silence", events: [{ at: "0:00" }], alerts: [] },
];
