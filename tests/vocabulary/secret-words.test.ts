import { describe, expect, test } from "vitest";
import { classifySecretName, PERSONAL_TEXT, saysHarmless, SECRET_TEXT } from "../../src/vocabulary/secret-words.js";

/** Names of secrets by class; a `~` before one says that its origin must bear it out. */
const SECRETS: Readonly<Record<string, string>> = {
  password:
    "securityAnswer password PASSWORD passwd pwd userPassword newPassword old_password passwordConfirmation confirmPassword password2 plainPassword passphrase passcode senha ADMIN_PASSWORD db.password smtpPass SMTP_PASS dbPass user_pass passwordRaw ~pass ~pin ~pw",
  token:
    "magicLink magic_link action_link actionLink token accessToken access_token refreshToken ACCESS_TOKEN resetToken csrfToken sessionToken x-auth-token bearerToken botToken GITHUB_TOKEN inviteToken tokenValue token_string userToken authTokens refreshTokens bearer apiToken providerToken ~tokens ~oauthTokens",
  jwt: "jwt idToken id_token userJwt JWT",
  cookie: "cookie cookies set-cookie setCookie authCookie sessionCookie cookieHeader",
  authorization: "authorization Authorization authHeader authorizationHeader proxy-authorization credentials creds awsCredentials basicAuth",
  "session id": "PHPSESSID JSESSIONID connect.sid ~sessionId ~session_id ~sessionID ~sid",
  "api key": "stripeKey OPENAI_KEY apiKey api_key API_KEY x-api-key OPENAI_API_KEY apikey accessKey serviceRoleKey SUPABASE_SERVICE_ROLE_KEY secretAccessKey authKey apiKeys licenseKey",
  "private key": "sshKey ssh_key privateKey PRIVATE_KEY private_key_pem secretKey STRIPE_SECRET_KEY signingKey encryptionKey masterKey mnemonic seedPhrase",
  secret: "secret clientSecret client_secret webhookSecret JWT_SECRET sessionSecret appSecret sharedSecret secrets",
  "one-time code": "securityCode activationCode deviceCode codeVerifier otp totp otpCode mfaCode verificationCode verification_code twoFactorCode recoveryCodes backupCode resetCode authCode smsCode ~mfa",
  "card number": "cardPin cardNumber card_number creditCard ccNumber cvv cvc cvv2 cardCvc ~pan",
  "account number": "iban accountNumber account_number routingNumber",
  "connection string": "connectionString connection_string DATABASE_URL databaseUrl MONGO_URI mongodbUri redisUrl POSTGRES_URL dbUrl",
  "personal data": "email userEmail emailAddress phone phoneNumber ssn dateOfBirth dob birthDate streetAddress billingAddress passportNumber taxId emails",
};

/** Names that hold a secret's word and no secret, with a word of the reason that is given. */
const SAFE: Readonly<Record<string, string>> = {
  number:
    "tokenCount token_count tokenLimit tokenBudget tokenUsage passwordLength PASSWORD_MIN_LENGTH maxTokens minTokens numTokens totalTokens cookieCount secretCount tokenIndex passwordScore",
  tokens: "promptTokens completionTokens inputTokens outputTokens cachedTokens reasoningTokens stopToken toolTokens",
  identifier: "tokenId apiKeyId secretId accessKeyId passwordId credentialId tokenRef apiKeyFingerprint",
  "name of": "secretName apiKeyName cookieName tokenName passwordField passwordLabel tokenKey tokenType tokenPrefix passwordPlaceholder tokenIssuer tokenScopes tokenSymbol jwtAlgorithm",
  time: "tokenExpiry tokenExpiresAt token_ttl cookieMaxAge passwordUpdatedAt otpExpiresIn tokenAge",
  place: "authorizationUrl passwordResetUrl passwordPath tokenEndpoint cookieDomainUrl secretArn",
  "a state": "passwordChanged tokenValid tokenStatus tokenExpired passwordError tokenErrorMessage passwordStrengthOk cookieConsent secretPresent otpVerified passwordRequired",
  hash: "passwordHash tokenHash password_digest hashedPassword hashed_token maskedToken redactedSecret encryptedPassword secretKeyMasked cardNumberLast4 displaySecretKey",
  code: "passwordSchema passwordValidator passwordPolicy passwordRegex tokenService cookieParser secretManager credentialsProvider tokenConfig passwordInput passwordReset otpRequest cookieOptions tokenBucket",
  "yes or no": "hasPassword isPassword hasToken needsPassword requireOtp showPassword isApiKey hasApiKey useCookies enableOtp missingTokens forgotPassword withoutPassword noToken",
  action: "getToken fetchToken validatePassword updatePassword changePassword hashPassword deleteToken revokeToken removeCookie handlePassword",
  public: "stripePublicApiKey myAnonApiKey sampleToken publicToken NEXT_PUBLIC_API_KEY VITE_API_KEY EXPO_PUBLIC_TOKEN anonApiKey dummyPassword mockToken fakeToken",
  cursor: "pageToken nextPageToken continuationToken syncToken nextToken",
  "design value": "colorToken designTokens themeTokens",
  "code, as of a lexer": "lexerToken commentToken previousToken",
  handle: "cancelToken cancellationToken injectionToken",
  algorithm: "jwtHeader jwtHeaders",
  coin: "nftToken erc20Token wrappedToken",
  device: "deviceToken pushToken fcmToken expoPushToken",
  "is one of": "passwordThing tokenFoo secretGarden",
  address: "tokenAddress ipAddress macAddress walletAddress contractAddress",
};

/** Names that hold no secret's word at all, or only as a part of another word. */
const OTHERS =
  "keyboard monkey cardinality sessionDuration credits creditsUsed discard postcard sessionTimeout authProvider authenticated passwordless tokenize tokenizer tokenized microphone phonetic authorId authors publicKey primaryKey foreignKey cacheKey keyName sortKey idempotencyKey storageKey fileKey key sessionCount session passport compass bypass secretary cookieless code state nonce body headers accountId cardId pinned spinner span user id hostname otpionalThing emailer chatSessionId checkoutSessionId inputPin";

const REASONS: Readonly<Record<string, RegExp>> = {
  tokens: /token|counted/,
  number: /number|counted|yes or no|language/,
  "code, as of a lexer": /lexer/,
  handle: /handle/,
  coin: /coin|place|public/,
  "a state": /state|number/,
  action: /action/,
};

const pairs = (table: Readonly<Record<string, string>>): [string, string][] =>
  Object.entries(table).flatMap(([kind, names]) => names.split(" ").map((name): [string, string] => [name, kind]));

describe("a name", () => {
  test.each(pairs(SECRETS))("%s is a %s", (name, secretClass) => {
    const verdict = classifySecretName(name.replace("~", ""));
    expect(verdict).toMatchObject({ class: secretClass, reason: expect.stringContaining("ends in") as string });
    expect((verdict as { weak?: boolean }).weak ?? false).toBe(name.startsWith("~"));
  });

  test.each(pairs(SAFE))("%s is safe: %s", (name, kind) => {
    const verdict = classifySecretName(name);
    expect(verdict).toHaveProperty("safe");
    expect((verdict as { safe: string }).safe).toMatch(REASONS[kind] ?? new RegExp(kind));
  });

  test.each(OTHERS.split(" "))("%s says nothing of secrets", (name) => {
    expect(classifySecretName(name)).toBeUndefined();
  });

  test("the table is long enough to be one", () => {
    expect(pairs(SECRETS).length + pairs(SAFE).length + OTHERS.split(" ").length).toBeGreaterThan(250);
  });
});

describe("the settings", () => {
  test("add words, by whole words", () => {
    const settings = { secretWords: ["voucher code"], safeWords: [] };
    expect(classifySecretName("giftVoucherCode", settings)).toMatchObject({ class: "secret" });
    expect(classifySecretName("voucherCodec", settings)).toBeUndefined();
  });

  test("take words away where none is added, and an entry without a word takes none", () => {
    expect(classifySecretName("deviceAccessToken", { secretWords: [], safeWords: ["access token"] })).toHaveProperty("safe");
    expect(classifySecretName("deviceAccessToken", { secretWords: [], safeWords: ["-"] })).toMatchObject({ class: "token" });
  });

  test("take words away, and win", () => {
    const settings = { secretWords: ["token"], safeWords: ["deviceToken"] };
    expect(classifySecretName("deviceToken", settings)).toMatchObject({ safe: expect.stringContaining("safeWords") as string });
    expect(classifySecretName("accessToken", settings)).toMatchObject({ class: "secret" });
  });
});

describe("the look at the whole text", () => {
  test.each(pairs(SECRETS))("takes %s", (name, secretClass) => {
    const text = `log(${name.replace("~", "")})`;
    expect(secretClass === "personal data" ? PERSONAL_TEXT.test(text) : SECRET_TEXT.test(text)).toBe(true);
  });

  test("takes what gives a session with its tokens, whatever that is called", () => {
    expect(SECRET_TEXT.test("const given = await supabase.auth.getSession();")).toBe(true);
  });

  test.each(["const total = items.length;", "log(user.id, key)", "function code() {}", "compassed(bypasses)"])("lets %s go", (text) => {
    expect(SECRET_TEXT.test(text)).toBe(false);
  });
});

test("some names make any value one that may be shown", () => {
  expect(["publicKey", "maskedToken", "tokenHash", "last4"].every((name) => saysHarmless(name))).toBe(true);
  expect(["secretKey", "keyHint", "tokenPreview"].some((name) => saysHarmless(name))).toBe(false);
});
