/**
 * The starter alerts, once; every format is rendered from this list, and `alerts test` evaluates it. Each only tells: none
 * locks an account or blocks an address, as an attacker would have it lock whom they please.
 */
import type { AlertRule, EventFilter } from "./alert-rule.js";

const MINUTE = 60;
const HOUR = 60 * MINUTE;

const FAILED_LOGIN: EventFilter = { events: ["auth.login"], outcome: "denied" };

export const ALERT_RULES: readonly AlertRule[] = [
  {
    id: "denied-burst-ip",
    title: "Many requests from one address were denied",
    why: "Someone tries doors: a scanner, a stolen token, or a client of your own that is broken. See which routes and accounts.",
    severity: "medium",
    attack: ["T1595"],
    cwe: [799],
    match: { outcome: "denied" },
    condition: { kind: "count", by: "ip", over: 20, within: 5 * MINUTE },
    cap: HOUR,
  },
  {
    id: "role-or-password-changed",
    title: "A role was changed or a password reset",
    why: "Both hand over an account. They are rare, so each is worth a look: did its owner, or an administrator you know, ask for it?",
    severity: "high",
    attack: ["T1098"],
    cwe: [269, 640],
    match: { events: ["user.role.change", "auth.password_reset.complete"], outcome: "success" },
    condition: { kind: "any", by: ["target_id", "account", "actor_id"] },
    // Only against repetitions: a second change of the same account is news.
    cap: 5 * MINUTE,
  },
  {
    id: "login-failures-account",
    title: "Many logins to one account failed",
    why: "Someone guesses the password of one account.",
    severity: "medium",
    attack: ["T1110.001"],
    cwe: [307],
    match: FAILED_LOGIN,
    condition: { kind: "count", by: "account", over: 10, within: 5 * MINUTE },
    cap: HOUR,
  },
  {
    id: "login-failures-many-accounts",
    title: "Logins to many accounts failed from one address",
    why: "One address tries a common password, or a leaked list, on many accounts. An office behind one address looks alike.",
    severity: "high",
    attack: ["T1110.003", "T1110.004"],
    cwe: [307],
    match: FAILED_LOGIN,
    condition: { kind: "distinct", of: "account", by: "ip", over: 10, within: 5 * MINUTE },
    cap: HOUR,
  },
  {
    id: "login-failures-many-addresses",
    title: "Logins to one account failed from many addresses",
    why: "Guesses at one account are spread over many addresses, which gets around limits by address. The account is a target.",
    severity: "high",
    attack: ["T1110.001", "T1110.004"],
    cwe: [307],
    match: FAILED_LOGIN,
    condition: { kind: "distinct", of: "ip", by: "account", over: 10, within: 10 * MINUTE },
    cap: HOUR,
  },
  {
    id: "login-after-failures",
    title: "A login succeeded after several had failed",
    why: "The guess was right, or the owner remembered. If the address is new to the account, end its sessions.",
    severity: "high",
    attack: ["T1110", "T1078"],
    cwe: [307],
    match: { events: ["auth.login"], outcome: "success" },
    condition: { kind: "sequence", by: "account", after: FAILED_LOGIN, least: 5, within: 10 * MINUTE },
    cap: HOUR,
  },
  {
    id: "data-export-repeated",
    title: "One actor exported data several times",
    why: "Data leaves faster than work needs it to: a stolen session, someone about to leave, or a script. See what was exported.",
    severity: "high",
    attack: ["T1213"],
    cwe: [359],
    match: { events: ["data.export"] },
    condition: { kind: "count", by: "actor_id", over: 3, within: HOUR },
    cap: HOUR,
  },
  {
    id: "webhook-verification-failures",
    title: "Webhooks with wrong signatures came to one route",
    why: "Someone forges webhooks, or your provider's secret was changed and real ones are being lost.",
    severity: "medium",
    attack: ["T1190"],
    cwe: [345, 347],
    match: { events: ["webhook.verify"], outcome: "denied" },
    condition: { kind: "count", by: "route", over: 5, within: 5 * MINUTE },
    cap: HOUR,
  },
  {
    id: "error-rate",
    title: "Errors are far above their hourly mean",
    why: "Something broke, or is being broken on purpose. See which events and routes the errors have in common.",
    severity: "medium",
    attack: ["T1190", "T1499"],
    cwe: [],
    match: { outcome: "error" },
    condition: { kind: "rate", times: 4, least: 10, within: HOUR, baseline: 24 * HOUR },
    cap: HOUR,
  },
  {
    id: "no-events",
    title: "No security event has come for a while",
    why: "The log itself has stopped: an outage, a deployment that lost it, or someone who turned it off.",
    severity: "high",
    attack: ["T1562.008"],
    cwe: [778],
    match: {},
    condition: { kind: "absence", within: 30 * MINUTE },
    cap: HOUR,
  },
];
