/** Handlers of a text in a form that a test can compare: places and regions as the text that they cover. */
import type { HandlerSite } from "../../src/frameworks/framework.js";
import type { ParserCase } from "../support/parsers.js";

export interface Described {
  readonly framework: string;
  readonly role: string;
  readonly dialect: string;
  readonly name: string | undefined;
  readonly route: string | undefined;
  readonly method: string | undefined;
  readonly place: string;
  readonly parameters: HandlerSite["parameters"];
  /** The first line of the function; undefined when it stands in another file. */
  readonly fn: string | undefined;
  readonly region: string | undefined;
  readonly wrappers: number;
  readonly middleware: readonly string[];
}

/** Only what is known of the parameters is listed. */
export function handlersOf(facts: ParserCase["facts"], text: string, path?: string, settings?: unknown): Described[] {
  const { handlers, file } = facts(text, path, settings);
  const slice = (node: { range: readonly [number, number] }): string => file.view.text.slice(...node.range);
  return handlers.map((site) => ({
    framework: site.framework,
    role: site.role,
    dialect: site.dialect,
    name: site.name,
    route: site.route,
    method: site.method,
    place: slice(site.place),
    parameters: Object.fromEntries(Object.entries(site.parameters).filter(([, name]) => name !== undefined)),
    fn: site.fn && slice(site.fn).split("\n")[0],
    region: site.region && slice(site.region),
    wrappers: site.wrappers.length,
    middleware: site.middleware.map(slice),
  }));
}

/** `POST /login login` and the like: enough where a test is about which handlers there are. */
export function summaryOf(facts: ParserCase["facts"], text: string, path?: string, settings?: unknown): string[] {
  return handlersOf(facts, text, path, settings).map(({ method, route, name, role, region }) =>
    [role === "handler" ? "" : `${role}:`, method ?? "ANY", route ?? "?", name ?? "-", region === undefined ? "" : "(branch)"]
      .filter(Boolean)
      .join(" "),
  );
}
