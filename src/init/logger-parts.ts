/**
 * Which sections of the logger a project gets. Its source is one; what a project has no use for, nobody there should have to
 * read.
 */
import type { FrameworkId } from "../frameworks/framework.js";

interface PartUse {
  /** Frameworks whose handlers it is made for. */
  readonly frameworks?: readonly FrameworkId[];
  /** Packages that it hands the lines to, or whose service takes them. */
  readonly packages?: RegExp;
}

/** By the name of what it exports: the sections that not every project needs. */
const PARTS = {
  requestLog: { frameworks: ["express", "next-pages-api"] },
  withRequestLog: { frameworks: ["next-route", "next-server-action", "next-proxy", "supabase-edge", "cloudflare-worker"] },
  httpSink: { packages: /^(?:@axiomhq\/|@logtail\/|@datadog\/|next-axiom$|dd-trace$)/ },
  pinoSink: { packages: /^pino(?:-http)?$/ },
  otelSink: { packages: /^@opentelemetry\/(?:api|sdk)-logs$/ },
} as const satisfies Record<string, PartUse>;

export type LoggerPart = keyof typeof PARTS;

export const LOGGER_PARTS = Object.keys(PARTS) as readonly LoggerPart[];

/**
 * What a project has a use for.
 * @param frameworks of its routes
 * @param packages that it depends on
 */
export function usefulParts(frameworks: readonly string[], packages: ReadonlySet<string>): readonly LoggerPart[] {
  const useful = LOGGER_PARTS.filter((part) => {
    const use: PartUse = PARTS[part];
    return (
      frameworks.some((name) => use.frameworks?.some((own) => own === name)) ||
      [...packages].some((name) => use.packages?.test(name))
    );
  });
  // Of a framework that is not known, a request may be logged in either way.
  const logsRequests = useful.includes("requestLog") || useful.includes("withRequestLog");
  return logsRequests ? useful : ["requestLog", "withRequestLog", ...useful];
}

/** The logger's source, as TypeScript or as either kind of JavaScript, without the parts that are not named. */
export function loggerWith(parts: readonly LoggerPart[], source: string): string {
  const sections = sectionsOf(source).filter((section) =>
    LOGGER_PARTS.every((part) => parts.includes(part) || !declares(section, part)),
  );
  return `${sections.join("").trimEnd()}\n`;
}

/** The parts of these that a logger, which its owner may have changed, does not have. */
export function missingParts(parts: readonly LoggerPart[], logger: string): readonly LoggerPart[] {
  return parts.filter((part) => !declares(logger, part));
}

/**
 * A logger, which its owner may have changed, with a part of the source at its end.
 * @returns what the part needs of the logger and does not find there, where that is so
 */
export function withPart(
  part: LoggerPart,
  logger: string,
  source: string,
): { readonly text: string } | { readonly lacks: readonly string[] } {
  const section = sectionsOf(source).find((one) => declares(one, part)) ?? "";
  const others = namesIn(loggerWith([], source));
  const lacks = others.filter((name) => new RegExp(`\\b${name}\\b`).test(section) && !declares(logger, name));
  return lacks.length > 0 ? { lacks } : { text: `${logger.trimEnd()}\n\n${section.trimEnd()}\n` };
}

/** Each begins with a line that has its title. */
function sectionsOf(source: string): string[] {
  return source.split(/^(?=\/\/ ── )/m);
}

const DECLARATION = /^(?:export )?(?:const|let|(?:async )?function|interface|type) (\w+)/gm;

function namesIn(text: string): string[] {
  return [...text.matchAll(DECLARATION)].map(([, name]) => name!);
}

function declares(text: string, name: string): boolean {
  return namesIn(text).includes(name);
}
