import type { TSESTree } from "@typescript-eslint/utils";
import type { FileFacts } from "../src/analysis/file-facts.js";
import type { Leak } from "../src/analysis/secrets/leaks.js";
import type { Whole } from "../src/analysis/secrets/secret-value.js";
import { defineRule } from "../src/define-rule.js";
import { redactorOf } from "../src/edits/project-redactor.js";
import { planRedaction, redactionsFor } from "../src/edits/redact-secret.js";
import type { Finding } from "../src/finding.js";
import type { SourceFile } from "../src/source-file.js";
import { codeOf } from "../src/syntax/code-places.js";
import { PlacedPattern, WordedPattern } from "../src/syntax/worded-pattern.js";
import { isGenerated } from "../src/vocabulary/file-kinds.js";
import { mayLogValue } from "../src/vocabulary/logged-text.js";
import { ABOUT_CODES, ABOUT_CODES_TEXT, mayNameSecret, PERSONAL_TEXT, SECRET_TEXT } from "../src/vocabulary/secret-words.js";

interface Options {
  readonly pii: boolean;
  readonly whole: boolean;
}

/**
 * Reports each secret that a record carries: a password, token, cookie, key or card number, and requests, bodies, headers,
 * cookies and environments logged as a whole. The value is followed through the file. Left alone: words about secrets
 * (messages, `tokenCount`, `hasPassword`), what is hashed, masked, tested or shortened, fields that the file's own logger
 * redacts, and objects whose fields the file does not show.
 */
export default defineRule<Options>({
  name: "no-secret-in-log",
  docs: {
    description: "Disallow passwords, tokens, keys and whole requests in log lines and audit events",
    cwe: [532, 312, 359],
    asvs: ["16.2.5"],
    recommended: "error",
    strict: { pii: true },
  },
  messages: {
    secret: '"{{what}}" reaches {{call}}{{through}}; log who and what happened, never the secret itself (CWE-532).',
    whole: '{{part}} ("{{what}}") reaches {{call}}{{through}} as a whole; log only the fields that you need (CWE-532).',
    personal: '"{{what}}" reaches {{call}}{{through}}; it is personal data, so log an id in its place (CWE-359).',
    drop: "Leave it out.",
    replace: 'Write "[REDACTED]" in its place.',
    redact: "Hand it to {{redactor}}() first.",
  },
  options: {
    pii: {
      description: "Whether personal data (e-mail, phone, SSN, birth date, postal address) counts as a secret.",
      type: "boolean",
    },
    whole: {
      description: "Whether requests, bodies, headers, cookies and environments logged as a whole are reported.",
      type: "boolean",
    },
  },
  defaults: { pii: false, whole: true },
  mayReport: (text, path, settings, options) =>
    (mayLogValue(text) || settings.loggers.length + settings.auditFunctions.length + settings.errorHandlers.length > 0) &&
    (settings.secretWords.length > 0 || namesSecret(text, path, options?.pii ?? true)) &&
    !isGenerated(text),
  check: (facts, options) =>
    facts.leaks
      .filter((leak) => (options.pii || !leak.personal) && (options.whole || !leak.whole))
      .map((leak) => finding(leak, facts)),
});

function namesSecret(text: string, path: string, personal: boolean): boolean {
  const isCode = codeOf(text);
  if (SECRET_TEXT.some(text, (start, end) => isCode(start) && isSecretIn(text, start, end))) return true;
  if (HASHED_TEXT.test(text)) return true;
  if ((ABOUT_CODES_TEXT.test(text) || ABOUT_CODES.test(path)) && /\bcode\b/.test(text)) return true;
  return [INCOMING_TEXT, ...(personal ? [PERSONAL_TEXT] : [])].some((pattern) => pattern.some(text, codeOf(text)));
}

/** A match inside one word is judged by that: `apiKeyId` names no key. */
function isSecretIn(text: string, start: number, end: number): boolean {
  if (!/^[\w$]+$/.test(text.slice(start, end))) return true;
  WORD_END.lastIndex = end;
  WORD_END.test(text);
  const [before] = /[\w$]*$/.exec(text.slice(Math.max(0, start - LONGEST_NAME), start))!;
  return before.length === LONGEST_NAME || mayNameSecret(before + text.slice(start, WORD_END.lastIndex));
}

const WORD_END = /[\w$]*/y;
const LONGEST_NAME = 80;

/**
 * What a request brings, as code spells it: `req.`, `request)`, `r: Request`, `.body`, `env`. A field of the environment
 * counts by its name alone, and so do the headers of an object that names each.
 */
const INCOMING_TEXT = new PlacedPattern(
  [
    "req_", "req ", "req.", "req:", "request", "incomingmessage", "formdata", "event", ".body", "body(", "readbody", "headers", "env", "toobject",
    "}, res", "},res", "}, _res", "},_res", "}, rep", "},rep",
  ],
  new RegExp(
    [
      /(?:(?<![A-Za-z\d$])[rR]|(?<=http|next|express|original)R)eq(?:uest)?\s*(?:[?!]?[.,)[=&|}]|as\b)/,
      /(?<=:\s*[\w.]*)(?:Request(?:With\w+)?|IncomingMessage|FormData)\b|(?<=:\s*(?:\w+\.)*(?:APIGateway\w*|Lambda\w*|Handler|H3))Event/,
      /(?<!\bdocument)\.body\b|readBody|\bheaders\b(?!\s*:\s*\{[^{}.]*\})|\benv\b(?!\s*\??\.\s*[\w$])|toObject|\bformData\b|(?<=@)Body\(|(?<=\bIncomingHttp)Headers\b/,
      // `({ body }, res) => …`
      /\}\s*,\s*_?(?:res(?:ponse)?|reply|rep)\b(?<=\{[^()]{0,200}\b(?:body|cookies|signedCookies)\b[^()]{0,200}\}\s*,\s*\w+)/,
    ]
      .map(({ source }) => source)
      .join("|"),
  ),
);

/** What is compared with a hash is a password under any name. */
const HASHED_TEXT = new WordedPattern(["bcrypt", "argon2"], /\b(?:bcrypt(?:js|Js)?|argon2)\.(?:hash|compare|verify)/);

const PARTS: Readonly<Record<Whole, string>> = {
  request: "The request",
  body: "The request's body",
  headers: "The request's headers",
  cookies: "The request's cookies",
  environment: "The environment",
};

function finding(leak: Leak, { file }: FileFacts): Finding {
  return {
    messageId: leak.personal ? "personal" : leak.whole ? "whole" : "secret",
    data: {
      what: leak.what,
      call: callName(leak, file),
      through: leak.through === undefined ? "" : ` through "${leak.through}"`,
      part: PARTS[leak.classes[0] as Whole] ?? "",
    },
    range: leak.node.range,
    remedies: redactionsFor(leak, file).map((redaction) => ({
      messageId: redaction,
      ...(redaction === "redact" && { data: { redactor: redactorOf(file)! } }),
      plan: () => planRedaction(leak, redaction, file),
    })),
  };
}

/** `logger.info()`: the callee as it is written, shortened where it is a long chain. */
function callName(leak: Leak, file: SourceFile): string {
  const callee = (leak.record.node as TSESTree.CallExpression).callee;
  const text = file.view.text.slice(...callee.range).replaceAll(/\s+/g, "");
  return `${text.length > 40 ? (leak.record.level ?? "the record") : text}()`;
}
