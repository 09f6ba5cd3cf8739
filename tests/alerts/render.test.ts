/** What holds for the rendered files by themselves; formats.test.ts reads them with their makers' tools. */
import { describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { RENDERERS } from "../../src/alerts/render/index.js";
import { ALERT_RULES } from "../../src/alerts/rules.js";

const filesOf = (format: keyof typeof RENDERERS) => RENDERERS[format].files(ALERT_RULES);

describe.each(Object.entries(RENDERERS))("%s", (format, { files, inexact, title }) => {
  const rendered = files(ALERT_RULES);
  const all = rendered.map(({ text }) => text).join("\n");

  test("has names of its own for its files, none of which leads out of the folder", () => {
    expect(title).not.toBe("");
    expect(new Set(rendered.map(({ name }) => name)).size).toBe(rendered.length);
    for (const { name, text } of rendered) {
      expect(name).toMatch(/^[a-z0-9._-]+$/);
      expect(text).toMatch(/[^\n]\n$/);
    }
  });

  test("renders the same each time", () => {
    expect(files(ALERT_RULES)).toEqual(rendered);
  });

  test("has each rule, or says why it has not", () => {
    const missing = ALERT_RULES.filter(({ title: rule }) => !all.includes(rule));
    expect(missing.map(({ id }) => id)).toEqual(format === "sigma" ? ["no-events"] : []);
    for (const { condition } of missing) expect(inexact[condition.kind]).toContain("no file");
  });

  test("says in the file where it is not what the rule says", () => {
    const kinds = new Set(ALERT_RULES.filter(({ title: rule }) => all.includes(rule)).map(({ condition }) => condition.kind));
    for (const kind of kinds) if (inexact[kind]) expect(all.replaceAll("\\n", "\n")).toContain(inexact[kind]);
  });
});

describe("sigma", () => {
  interface Rule {
    readonly title: string;
    readonly id: string;
    readonly name?: string;
    readonly status: string;
    readonly level?: string;
    readonly tags?: readonly string[];
    readonly logsource?: { readonly category: string };
    readonly detection?: { readonly selection: Readonly<Record<string, unknown>>; readonly condition: string };
    readonly correlation?: {
      readonly type: string;
      readonly rules: readonly string[];
      readonly "group-by": readonly string[];
      readonly timespan: string;
      readonly condition: Readonly<Record<string, unknown>>;
    };
  }

  const files = filesOf("sigma").map(({ name, text }) => ({
    name,
    documents: parseAllDocuments(text).map((document) => {
      expect(document.errors).toEqual([]);
      return document.toJS() as Rule;
    }),
  }));
  const documents = files.flatMap((file) => file.documents);

  test("files are named as the specification wants them", () => {
    for (const { name } of files) expect(name).toMatch(/^[a-z0-9_]{6,66}\.yml$/);
  });

  test("every id is a UUID, and no two are the same", () => {
    for (const { id } of documents) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(documents.map(({ id }) => id)).size).toBe(documents.length);
  });

  test("every rule detects or correlates, and not both", () => {
    for (const { title, detection, correlation, logsource } of documents) {
      expect([detection === undefined, logsource === undefined, correlation !== undefined], title).toEqual(
        correlation ? [true, true, true] : [false, false, false],
      );
    }
  });

  test("what a correlation refers to is in its own file, above it", () => {
    for (const { documents: inFile } of files) {
      const known = new Set<string>();
      for (const { name, correlation } of inFile) {
        for (const rule of correlation?.rules ?? []) expect(known).toContain(rule);
        if (name) known.add(name);
      }
    }
  });

  test("the last document of a file is the alert, and only that has a level", () => {
    for (const { documents: inFile } of files) {
      expect(inFile.map(({ level }) => level !== undefined)).toEqual(inFile.map((_, index) => index === inFile.length - 1));
      expect(inFile.at(-1)!.tags!.length).toBeGreaterThan(0);
      for (const tag of inFile.at(-1)!.tags!) expect(tag).toMatch(/^attack\.t\d{4}(?:\.\d{3})?$/);
    }
  });

  test("correlations are of the types, with the conditions and timespans, that the specification has", () => {
    const correlations = documents.flatMap(({ correlation }) => correlation ?? []);
    for (const { type, timespan, condition, "group-by": by } of correlations) {
      expect(["event_count", "value_count", "temporal_ordered"]).toContain(type);
      expect(timespan).toMatch(/^[1-9]\d*[smhd]$/);
      expect(by.length).toBeGreaterThan(0);
      const { field, ...numbers } = condition;
      expect(typeof field).toBe(type === "value_count" ? "string" : "undefined");
      expect(Object.keys(numbers)).toHaveLength(1);
      for (const [name, value] of Object.entries(numbers)) {
        expect(["gt", "gte", "lt", "lte", "eq"]).toContain(name);
        expect(value).toSatisfy(Number.isInteger);
      }
    }
  });

  test("the last document of a single event, and the first of a count, look for the rule's own events", () => {
    const asked = (id: string) => {
      const { documents: inFile } = files.find(({ name }) => name.includes(id))!;
      return inFile.find(({ detection }) => detection)!.detection!.selection;
    };
    expect(asked("login_failures_account")).toMatchObject({ event: "auth.login", outcome: "denied" });
    expect(asked("role_or_password_changed")["event"]).toEqual(["user.role.change", "auth.password_reset.complete"]);
    expect(asked("denied_burst_ip")).not.toHaveProperty("event");
  });

  test("no group is of events that lack what they are grouped by", () => {
    for (const { documents: inFile } of files) {
      const named = new Map(inFile.map((rule) => [rule.name, rule]));
      for (const { correlation } of inFile) {
        // The mean over all services is the one thing that Sigma lacks: it has to group by something.
        if (!correlation || correlation["group-by"].includes("service")) continue;
        for (const detection of correlation.rules.flatMap((rule) => named.get(rule)?.detection ?? [])) {
          for (const field of correlation["group-by"]) expect(detection.selection[`${field}|exists`]).toBe(true);
        }
      }
    }
  });

  test("a sequence is the failures first, and then the success", () => {
    const inFile = files.find(({ name }) => name.includes("login_after_failures"))!.documents;
    expect(inFile.map(({ name, correlation, detection }) => [name, correlation?.type ?? detection?.selection["outcome"]])).toEqual([
      ["login_after_failures_before", "denied"],
      ["login_after_failures_many_before", "event_count"],
      ["login_after_failures_events", "success"],
      [undefined, "temporal_ordered"],
    ]);
  });
});

describe("an actor who is nobody in particular", () => {
  const exported = (format: Parameters<typeof filesOf>[0]) => filesOf(format).filter(({ text }) => text.includes("data.export"));

  test.for([
    ["sigma", "condition: selection and not nobody"],
    ["loki", `actor_id!="" | actor_id!~"anon|unknown"`],
    ["grafana", 'actor_id!=\\"\\" | actor_id!~\\"anon|unknown\\"'],
    ["sql", "actor_id not in ('', 'anon', 'unknown')"],
    ["axiom", 'isnotempty(actor_id) and not(actor_id in (\\"anon\\", \\"unknown\\"))'],
    ["datadog", "@actor_id:* -@actor_id:(anon OR unknown)"],
  ] as const)("is in %s not the one actor that exports again and again", ([format, asked]) => {
    const texts = exported(format).map(({ text }) => text);
    expect(texts.some((text) => text.includes(asked))).toBe(true);
  });

  test("is told of all the same where a role was changed", () => {
    for (const { name, text } of filesOf("axiom")) expect(text.includes("unknown")).toBe(name.startsWith("data-export"));
  });
});

describe("loki", () => {
  test("holds every rule to its cap by a route of Alertmanager's", () => {
    const { route } = parse(filesOf("loki").find(({ name }) => name.includes("alertmanager"))!.text) as {
      route: { routes: { matchers: string[]; repeat_interval: string; group_by: string[] }[] };
    };
    const caps = Object.fromEntries(
      route.routes.flatMap(({ matchers, repeat_interval }) => matchers[1]!.replace(/^alertname=~"|"$/g, "").split("|").map((id) => [id, repeat_interval])),
    );
    expect(caps).toEqual(Object.fromEntries(ALERT_RULES.map(({ id, cap }) => [id, cap === 300 ? "5m" : "1h"])));
  });
});

describe("a query of Loki's", () => {
  test("takes out of a line the fields that the rule asks for, and no others, as each is one more label", () => {
    const [file] = filesOf("loki");
    const { groups } = parse(file!.text) as { groups: [{ rules: { alert: string; expr: string }[] }] };
    const taken = groups[0].rules.map(({ alert, expr }) => [alert, /\| json ((?:\w+="\w+"(?:, )?)+)/.exec(expr)?.[1]]);
    expect(Object.fromEntries(taken)).toMatchObject({
      "data-export-repeated": 'event="event", actor_id="actor_id"',
      "denied-burst-ip": 'outcome="outcome", ip="ip"',
      "login-failures-account": 'event="event", outcome="outcome", account="account"',
    });
  });
});

describe("grafana", () => {
  test("draws the line above which a rule fires, and none where nothing is measured", () => {
    const [file] = filesOf("grafana");
    interface Panel {
      readonly title: string;
      readonly fieldConfig?: { readonly defaults: { readonly custom?: { readonly thresholdsStyle: { readonly mode: string } } } };
    }
    const { panels } = JSON.parse(file!.text) as { panels: readonly Panel[] };
    const modes = panels.flatMap(({ title, fieldConfig }) => {
      const mode = fieldConfig?.defaults.custom?.thresholdsStyle.mode;
      return mode === undefined ? [] : [[title, mode]];
    });
    const without = modes.filter(([, mode]) => mode === "off").map(([title]) => title);
    expect([modes.length, without]).toEqual([ALERT_RULES.length, [ALERT_RULES.find(({ id }) => id === "no-events")!.title]]);
  });
});

describe("axiom", () => {
  test("a window is as long as the rule's, and looked at each minute", () => {
    const monitors = filesOf("axiom").map(({ text }) => JSON.parse(text) as { rangeMinutes: number; intervalMinutes: number; threshold?: number });
    expect(monitors.map(({ rangeMinutes }) => rangeMinutes)).toEqual([5, 1, 5, 5, 10, 10, 60, 5, 1500, 30]);
    expect(monitors.every(({ intervalMinutes }) => intervalMinutes === 1)).toBe(true);
    expect(monitors.map(({ threshold }) => threshold)).toEqual([20, undefined, 10, 10, 10, 5, 3, 5, 0, 0]);
  });
});

describe("datadog", () => {
  test("the number in the query is the number in the thresholds", () => {
    const monitors = filesOf("datadog").map(({ text }) => JSON.parse(text) as { query?: string; options: { thresholds: { critical: number } } });
    for (const { query, options } of monitors) if (query) expect(query).toMatch(new RegExp(`[<>] ${options.thresholds.critical}$`));
  });
});
