/**
 * Does a name hold a secret? Judged by whole words and by the noun that the name ends in: `resetToken` is a token,
 * `tokenCount` a count, `microphone` no phone. A verdict always carries its reason.
 */
import { judgedByName } from "../syntax/judged-by-name.js";
import { splitWords } from "../syntax/names.js";
import { PlacedPattern, WordedPattern } from "../syntax/worded-pattern.js";

export type SecretClass =
  | "password"
  | "token"
  | "jwt"
  | "cookie"
  | "authorization"
  | "session id"
  | "api key"
  | "private key"
  | "secret"
  | "one-time code"
  | "card number"
  | "account number"
  | "connection string"
  | "personal data";

/** The two settings that change what counts as a secret. */
export interface SecretWordSettings {
  readonly secretWords: readonly string[];
  readonly safeWords: readonly string[];
}

export type SecretVerdict =
  /** `weak`: the name alone does not decide; the value must also come from a request, a cookie or the environment. */
  { readonly class: SecretClass; readonly reason: string; readonly weak?: true } | { readonly safe: string };

interface Phrase {
  readonly words: readonly string[];
  readonly class: SecretClass;
  readonly weak?: true;
}

/** Names of secrets, as the words that an identifier is split into; `~` marks those that need the value's origin too. */
const PHRASES: Readonly<Record<SecretClass, readonly string[]>> = {
  password: [
    "password", "passwords", "passwd", "pwd", "passphrase", "pass phrase", "passcode", "pass word", "senha", "contrasena",
    "passwort", "kennwort", "user pass", "db pass", "smtp pass", "mail pass", "email pass", "admin pass", "root pass",
    "basic auth pass", "user pin", "security answer", "~pass", "~pw", "~pin",
  ],
  token: [
    "token", "access tokens", "refresh tokens", "auth tokens", "bearer tokens", "session tokens", "id tokens", "api tokens",
    "reset tokens", "accesstoken", "refreshtoken", "authtoken", "idtoken", "sessiontoken", "bearer", "magic link", "action link", "~tokens",
  ],
  jwt: ["jwt", "id token", "jwts"],
  cookie: ["cookie", "cookies", "set cookie"],
  authorization: [
    "authorization", "auth header", "authorization header", "proxy authorization", "credentials", "credential", "creds",
    "basic auth",
  ],
  "session id": ["phpsessid", "jsessionid", "sessid", "connect sid", "~session id", "~sessionid", "~session key", "~sid"],
  "api key": [
    "api key", "api keys", "apikey", "apikeys", "access key", "auth key", "service key", "subscription key", "license key",
    "service role key", "secret access key", "stripe key", "openai key", "anthropic key", "sendgrid key", "resend key",
    "twilio key",
  ],
  "private key": [
    "private key", "private keys", "privatekey", "secret key", "secret keys", "signing key", "encryption key",
    "decryption key", "master key", "ssh private key", "ssh key", "rsa key", "hmac key", "jwt key", "vapid private key", "seed phrase", "mnemonic",
  ],
  secret: ["secret", "secrets", "client secret", "secretkey", "clientsecret"],
  "one-time code": [
    "otp", "totp", "otp code", "totp code", "mfa code", "2fa code", "two factor code", "verification code", "verify code",
    "one time code", "one time password", "sms code", "recovery code", "recovery codes", "backup code", "backup codes",
    "reset code", "login code", "auth code", "authorization code", "confirmation code", "magic code", "security code", "activation code", "unlock code", "device code", "oauth code",
    "code verifier", "~mfa",
  ],
  "card number": [
    "card number", "card no", "credit card", "debit card", "cc number", "ccnum", "cvv", "cvv 2", "cvc", "card security code",
    "card pin", "~pan",
  ],
  "account number": ["iban", "account number", "account no", "routing number", "~sort code", "~sortcode"],
  "connection string": [
    "connection string", "conn string", "connstr", "conn str", "connectionstring", "connection uri", "connection url",
    "database url", "database uri", "db url", "db uri", "mongo uri", "mongo url", "mongodb uri", "mongodb url", "redis url",
    "redis uri", "postgres url", "postgres uri", "postgresql url", "postgresql uri", "pg url", "pg uri", "mysql url", "mysql uri",
    "jdbc url", "amqp url", "amqp uri", "rabbitmq url", "rabbitmq uri", "smtp url", "smtp uri",
  ],
  "personal data": [
    "email", "emails", "e mail", "email address", "mail address", "phone", "phones", "phone number", "mobile number",
    "telephone", "ssn", "social security number", "tax id", "national id", "passport number", "date of birth", "dob",
    "birth date", "birthdate", "birthday", "street address", "home address", "postal address", "billing address",
    "shipping address", "mailing address", "~address", "~mobile",
  ],
};

/** Words after the secret's own that leave it what it is: `tokenValue`, `authHeader`, `passwordConfirmation`. */
const KEEPS = new Set([
  "value", "values", "string", "str", "raw", "plain", "plaintext", "text", "data", "header", "headers", "param", "new",
  "old", "current", "confirm", "confirmation", "confirmed", "again", "repeat", "repeated", "hex", "base", "encoded", "bytes",
  "buffer", "jwt", "pem", "payload", "parts", "result", "list", "array", "map",
]);

/** A word after the secret's own that makes the name one of something else, with what it then is. */
const TAILS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "a number or a measure":
      "count counts counter total length size len min max minimum maximum limit limits budget usage used left " +
        "remaining cost price amount balance number num index position offset score strength entropy rate window",
    "an identifier, not the secret": "id ids uuid guid ref reference fingerprint kid sub",
    "the name of a thing, not its value":
      "name names label title field fields key keys property prop column attribute parameter placeholder hint prefix " +
        "suffix type types kind format scheme mode version algorithm alg issuer audience scope scopes env domain symbol " +
        "contract network chain decimals standard",
    "a time":
      "expiry expiration expires exp ttl age at date time timestamp timeout duration lifetime days hours minutes " +
        "seconds ms created updated issued",
    "a place": "url uri path route endpoint link href page file filename dir folder location bucket host address arn",
    "a state or an answer":
      "valid invalid is ok status state exists present required enabled disabled missing set changed updated verified " +
        "expired revoked matched matches match found visible shown hidden success failed failure error errors message " +
        "messages reason warning check checked consent preference preferences present",
    "a hash or a masked form":
      "hash hashed digest checksum hmac signature masked redacted mask last encrypted cipher ciphertext sha md",
    "code or configuration":
      "schema validator validation rule rules regex regexp pattern policy policies requirements service manager " +
        "provider store repository repo controller handler helper helpers util utils middleware guard strategy factory " +
        "builder parser reader client adapter resolver module config configuration options opts settings defaults " +
        "constants input form button component modal dialog banner reset resets change changes update updates recovery " +
        "request requests response event events action actions history log logs record records row rows table model " +
        "entity dto interface class test tests spec mock bucket pool vault user users owner holder santa jar",
  }).flatMap(([reason, words]) => words.split(" ").map((word) => [word, reason] as const)),
);

/** Words before the secret's own that make the name a question, an action or a public thing. */
const HEADS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "a question that is answered yes or no":
      "is has had toggle was were are should can could needs need requires require required must show shows hide " +
        "hides use uses enable enabled disable disabled allow allows allowed skip did does will missing no valid " +
        "invalid expired without forgot forgotten supports include includes contains wants expects ignore",
    "an action, not a value":
      "get fetch validate update change hash encrypt forget set on handle parse with find list delete remove revoke " +
        "rotate sign build render format count check compare",
    "a number or a measure": "num max min total number count used avg average n remaining",
    "a hash or a masked form":
      "hashed secured masked redacted encrypted obfuscated sanitized scrubbed censored truncated partial safe hidden digested " +
        "cleaned anonymized short display sha md",
    "a public or made-up value": "public publishable anon fake dummy mock example sample placeholder invalid unknown site",
  }).flatMap(([reason, words]) => words.split(" ").map((word) => [word, reason] as const)),
);

/** Words next to `token` that make it another kind of token. */
const OTHER_TOKENS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "language-model tokens":
      "prompt completion input output cached context reasoning thinking audio image estimated remaining llm model " +
        "text stop special eos bos unk pad first vocabulary streamed consumed generated billed",
    "a page's cursor": "page next continuation cursor sync pagination offset resume marker consistency",
    "a design value": "design color colour theme style spacing css ui font",
    "a lexer's token":
      "lexer syntax comment keyword punctuator operator identifier whitespace eof ast parser lexical string number " +
        "previous prev last lookahead peek matched",
    "a coin or a contract": "erc nft coin crypto lp sol spl governance reward utility base quote native wrapped swap fungible",
    "an entry of a list": "selected chosen picked",
    "what a token says": "decoded",
    "a coin that is given for another": "from to",
    "a part of an article's number": "sku",
    "a handle in code": "cancel cancellation abort injection di flow generation",
    "a plan's handle at a payment service": "plan",
    "a device's address, of no use without the sender's own key": "push device fcm apns expo notification",
  }).flatMap(([reason, words]) => words.split(" ").map((word) => [word, reason] as const)),
);

/** Words before `cookie` that make it one of a preference or a campaign. */
const OTHER_COOKIES: ReadonlySet<string> = new Set(
  "referral referrer affiliate ref theme locale lang language i18n consent currency country region utm campaign tracking preference preferences sidebar layout variant experiment banner".split(" "),
);

/** First words of constants that name what is done, or said, about a secret: `QUEUE_CLEAN_TOKENS`. */
const NAMED_WORK: ReadonlySet<string> = new Set("queue job cron topic event channel action error err msg message".split(" "));

/** `apiKeyHeader` says where it is looked for; `cookieHeader` and `authHeader` are what stands there. */
const NAMED_BY_HEADER: ReadonlySet<SecretClass> = new Set(["api key", "private key", "secret"]);

/** What stands between a thing and the secret that it was found with: `userByToken`. */
const FOUND_WITH: ReadonlySet<string> = new Set(["by", "with", "via", "using"]);

/** Prefixes that build tools compile into what every visitor can read. */
const PUBLIC_ENV = /^(?:NEXT_PUBLIC|VITE|REACT_APP|EXPO_PUBLIC|NUXT_PUBLIC|PUBLIC|GATSBY|STORYBOOK)_/;

const LONGEST_PHRASE = 4;
const phrasesByWords = new Map<string, Phrase>();
for (const [secretClass, phrases] of Object.entries(PHRASES) as [SecretClass, readonly string[]][]) {
  for (const phrase of phrases) {
    const weak = phrase.startsWith("~");
    const words = splitPhrase(weak ? phrase.slice(1) : phrase);
    phrasesByWords.set(words.join(" "), { words, class: secretClass, ...(weak && { weak: true as const }) });
  }
}

/** `api key` and `api secret` as code writes them, for the words of a pattern. */
function joined(firsts: string, seconds: string, signs: readonly string[] = ["", "_"]): string[] {
  return firsts.split(" ").flatMap((first) => seconds.split(" ").flatMap((second) => signs.map((sign) => first + sign + second)));
}

/** Short words that stand alone: with each kind of sign that may come after them. */
function alone(words: string): string[] {
  return joined(words, "_ \" . ( :", [""]).concat(words.split(" ").map((word) => `${word} `));
}

/** What functions, routes and files about one-time codes are called; what they call `code` is one. */
export const ABOUT_CODES =
  /otp|mfa|2-?fa|two[-_]?factor|(?:one[-_]?time|backup|recovery|verification|verify|sms|magic|login|reset|auth)[-_]?codes?(?![a-z])|verify[-_]?(?:email|phone|account)|oauth[-_/]?callback|auth\/callback|callback\/oauth/i;

/** As `ABOUT_CODES`, where no name of a secret is in such a name itself. */
export const ABOUT_CODES_TEXT = new WordedPattern(
  [...joined("verify", "email phone account"), ...joined("oauth auth", "callback"), "callback_oauth", "2fa", "2_fa", ...joined("two", "factor"), ...joined("verify", "codes")],
  ABOUT_CODES,
);

/** A quick look at a whole text: could any name in it be one of a secret? Takes more than the table, never less. */
export const SECRET_TEXT = new PlacedPattern(
  [
    ...joined("user card", "pin"), "passw", "passphrase", "pass_phrase", "pass phrase", "passcode", ...alone("pass pw pin sid pan"),
    "pwd", "senha", "contrasena", "kennwort", "token", "jwt", "bearer", "cookie", "authorization", ...joined("auth", "header"), ...joined("basic", "auth"),
    "creds", "credential", ...joined("sess session", "id key"), "session.id", "connect.sid",
    ...joined("api private secret access auth service subscription license role signing encryption decryption master hmac jwt", "key"),
    ...joined("ssh rsa stripe openai anthropic sendgrid resend twilio", "key"), ...joined("security", "answer"), ...joined("code", "verifier"),
    "mnemonic", ...joined("seed", "phrase"), ...joined("magic action", "link"), "secret", "otp", "mfa",
    ...joined("2fa factor verification verify time sms recovery backup reset login auth authorization confirmation magic security activation unlock device oauth", "code"),
    ...joined("card", "no num pin sec cv", ["", "_", " "]), ...joined("credit debit", "card", ["", "_", " "]), ...joined("cc", "num"), "cvv", "cvc", "iban",
    ...joined("account", "n"), ...joined("routing", "num"), ...joined("sort", "code"), ...joined("conn connection", "str ur"),
    ...joined("database db mongo mongodb redis postgres postgresql pg mysql jdbc amqp rabbitmq smtp", "uri url"),
    "auth.getsession", "auth.refreshsession", "auth.setsession", "auth.exchangecodeforsession", "auth.signin", "auth.signup", "auth.verifyotp",
  ],
  new RegExp(
    [
      /(?:user|card)[-_]?pin\b|pass(?:w|[-_ ]?phrase|code|wd)|(?<=[a-z]_?|\b)pass\b|pwd|\bpw\b|\bpin\b|senha|contrasena|kennwort|token|jwt/,
      /bearer|cookie|authorization|auth[-_]?header|basic[-_]?auth|creds|credential|sess(?:ion)?[-_]?(?:id|key)|session\.id|\bsid\b/,
      /connect\.sid/,
      /(?:api|private|secret|access|auth|service|subscription|license|role|signing|encryption|decryption|master|hmac|jwt)[-_]?key/,
      /(?:ssh|rsa|stripe|openai|anthropic|sendgrid|resend|twilio)[-_]?key|security[-_]?answer|code[-_]?verifier/,
      /mnemonic|seed[-_]?phrase|(?:magic|action)[-_]?link|secret|otp|mfa/,
      /(?:2fa|factor|verification|verify|time|sms|recovery|backup|reset|login|auth|authorization|confirmation|magic|security|activation|unlock|device|oauth)[-_]?code/,
      /card[-_ ]?(?:n(?:o|um)|pin|sec|cv)|(?:credit|debit)[-_ ]?card|\bcc[-_]?num|cvv|cvc|\bpan\b|iban|account[-_]?n|routing[-_]?num|sort[-_]?code/,
      /conn(?:ection)?[-_]?(?:str|ur)/,
      /(?:database|db|mongo|mongodb|redis|postgres|postgresql|pg|mysql|jdbc|amqp|rabbitmq|smtp)[-_]?ur[il]/,
      // What gives a session with its tokens, whatever the file then calls it.
      /auth\.(?:getSession|refreshSession|setSession|exchangeCodeForSession|signIn|signUp|verifyOtp)/,
    ]
      .map(({ source }) => source)
      .join("|"),
    "i",
  ),
);

/** The same for personal data, which is asked for by option. */
export const PERSONAL_TEXT = new PlacedPattern(
  ["mail", "phone", "mobile", "ssn", ...joined("social", "security"), ...joined("tax national", "id"), "passport", "birth", "dob", "address"],
  /mail|phone|mobile|ssn|social_?security|tax_?id|national_?id|passport|birth|dob|address/i,
);

/**
 * What a name says about the value behind it.
 * @returns the class of secret, or why the name is safe though it holds a secret's word; undefined for any other name
 */
export function classifySecretName(name: string, settings?: SecretWordSettings): SecretVerdict | undefined {
  if (!settings || (settings.secretWords.length === 0 && settings.safeWords.length === 0)) return verdictOf(name);
  const words = splitWords(name);
  const safe = settings.safeWords.find((entry) => holdsPhrase(words, splitWords(entry)));
  if (safe !== undefined) return { safe: `"${safe}" is one of the project's safeWords` };
  const secret = settings.secretWords.find((entry) => holdsPhrase(words, splitWords(entry)));
  if (secret !== undefined) return { class: "secret", reason: `"${secret}" is one of the project's secretWords` };
  return classifyWords(name, words);
}

const verdictOf = judgedByName((name) => classifyWords(name, splitWords(name)));

function classifyWords(name: string, words: readonly string[]): SecretVerdict | undefined {
  const match = lastPhrase(words);
  if (!match) return undefined;
  const { phrase, start, end } = match;
  if (PUBLIC_ENV.test(name)) return { safe: "the build tool makes it public" };
  const tail = words.slice(end).filter((word) => !/^\d+$/.test(word));
  const head = words.slice(0, start);
  if (phrase.class === "jwt" && /^headers?$/.test(tail[0] ?? "")) return { safe: "the part of a JWT that names its algorithm" };
  if (NAMED_BY_HEADER.has(phrase.class) && /^headers?$/.test(tail.at(-1) ?? "")) return { safe: "the name of a header" };
  const byTail = reasonOfTail(tail);
  if (byTail) return { safe: byTail };
  const first = head[0];
  const byHead = first === undefined ? undefined : HEADS.get(first);
  if (byHead) return { safe: byHead };
  if (first !== undefined && NAMED_WORK.has(first) && /^[A-Z][A-Z\d_]+$/.test(name)) return { safe: "the name of a queue or of a message" };
  const masked = head.find((word) => HEADS.get(word) === "a hash or a masked form" || /^(?:public|publishable|anon)$/.test(word));
  if (masked !== undefined) return { safe: HEADS.get(masked)! };
  const word = phrase.words.at(-1)!;
  const neighbour = head.at(-1);
  if (head.length > 1 && FOUND_WITH.has(neighbour!)) return { safe: "what was found with a secret" };
  if (/^credentials?$/.test(word) && neighbour === "application") return { safe: "the path of a file" };
  if (phrase.class === "account number" && head.includes("virtual")) return { safe: "a number that payers are given" };
  if (phrase.class === "cookie" && head.some((part) => OTHER_COOKIES.has(part))) return { safe: "a cookie of a preference or a campaign" };
  if (phrase.class === "token" && /^tokens?$/.test(word) && neighbour !== undefined) {
    const other = head.map((part) => OTHER_TOKENS.get(part)).find((reason) => reason !== undefined);
    if (other && !/^(?:access|refresh|auth|bearer|session|id|api)$/.test(neighbour)) return { safe: other };
    // Plural tokens with a qualifier that names no credential are counted things: `totalTokens`, `sampleTokens`.
    if (word === "tokens" && phrase.weak && !CREDENTIAL_QUALIFIERS.has(neighbour))
      return { safe: "counted things, as of a language model" };
  }
  if (phrase.class === "personal data" && phrase.weak && neighbour !== undefined)
    return { safe: `an address of another kind (${neighbour})` };
  // A weak word is a whole name or none: `inputPin`, `browserSession` and `bypass` say something else.
  if (
    phrase.weak &&
    head.length > 0 &&
    phrase.class !== "token" &&
    !/^(?:user|new|old|current|raw|my|the|auth|login)$/.test(neighbour!)
  )
    return undefined;
  return {
    class: phrase.class,
    reason: `"${phrase.words.join(" ")}" is what the name ends in`,
    ...(phrase.weak && { weak: true as const }),
  };
}

/** Whether a name, or what is left of it without its first words, is one of a secret: `createInviteToken`, not `tokenCount`. */
export function mayNameSecret(name: string): boolean {
  const words = splitWords(name);
  return words.some((_, first) => {
    const verdict = classifyWords(name, words.slice(first));
    return verdict !== undefined && "class" in verdict;
  });
}

const CREDENTIAL_QUALIFIERS = new Set(["user", "oauth", "google", "github", "new", "old", "csrf", "verification", "invite", "jwt", "auth", "access", "refresh"]);

/** A name that says of a value that it may be shown, wherever it comes from: `publicKey`, `maskedToken`, `tokenHash`. */
export function saysHarmless(name: string): boolean {
  const words = splitWords(name);
  return words.some(
    (word, index) =>
      /^(?:public|publishable|anon|hashed|masked|redacted|encrypted|obfuscated|sanitized|scrubbed|censored|truncated|hash|digest|fingerprint|checksum|jti)$/.test(
        word,
      ) ||
      (word === "last" && /^(?:\d|two|four|digits?|chars?)/.test(words[index + 1] ?? "")),
  );
}

/** The phrase that ends last in the name; of those that end together the longest. */
function lastPhrase(words: readonly string[]): { phrase: Phrase; start: number; end: number } | undefined {
  for (let end = words.length; end > 0; end--) {
    for (let start = Math.max(0, end - LONGEST_PHRASE); start < end; start++) {
      const phrase = phrasesByWords.get(start === end - 1 ? words[start]! : words.slice(start, end).join(" "));
      if (phrase) return { phrase, start, end };
    }
  }
  return undefined;
}

/** Why the words after the secret make the name one of something else; unknown words do too: the noun is theirs. */
function reasonOfTail(tail: readonly string[]): string | undefined {
  const last = tail.at(-1);
  if (last === undefined) return undefined;
  for (const word of [...tail].reverse()) {
    const reason = TAILS.get(word);
    if (reason) return reason;
  }
  if (tail.every((word) => KEEPS.has(word))) return undefined;
  return `the name is one of "${last}"`;
}

function holdsPhrase(words: readonly string[], phrase: readonly string[]): boolean {
  if (phrase.length === 0) return false;
  return words.some((_, index) => phrase.every((word, offset) => words[index + offset] === word));
}

function splitPhrase(phrase: string): string[] {
  return phrase.split(" ");
}
