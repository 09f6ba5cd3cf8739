/** One script against every shop: guesses with forged addresses, a forged line, a refusal, a change of role, a password reset. */
import { CUSTOMER, FORGED_EMAIL, RESET_TOKEN, SECRETS, WRONG_PASSWORD } from "./people.js";
import type { Outside } from "./outside.js";
import type { Door, RunningShop, Shop } from "./shops.js";

/** What the one trusted proxy before the app writes at the end of `x-forwarded-for`. */
export const CLIENT = "203.0.113.9";
export const FORGED_ADDRESS = "198.51.100.";

export interface Attacked {
  /** The answers' status codes, by step. */
  readonly statuses: Readonly<Record<string, number[]>>;
  /** What no line may show. */
  readonly secrets: readonly string[];
}

export async function attack(shop: Shop, { url }: RunningShop, outside: Outside): Promise<Attacked> {
  const statuses: Record<string, number[]> = {};
  let count = 0;
  const knock = async (step: string, { method, path, headers, body }: Door): Promise<Record<string, unknown>> => {
    const forwarded = { "x-forwarded-for": `${FORGED_ADDRESS}${++count}, ${CLIENT}`, "user-agent": "attack" };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(new URL(path, url), { method, headers: { ...headers, ...forwarded }, ...sent });
    (statuses[step] ??= []).push(answer.status);
    const text = await answer.text();
    return (text.startsWith("{") ? JSON.parse(text) : {}) as Record<string, unknown>;
  };

  let id = CUSTOMER.id;
  if (shop.register) {
    const { user, id: given } = (await knock("register", shop.register(CUSTOMER))) as { user?: { id: string }; id?: string };
    id = user?.id ?? given ?? id;
  }
  const { token } = await knock("login", shop.login(CUSTOMER.email, CUSTOMER.password));
  await knock("forged line", shop.login(FORGED_EMAIL, WRONG_PASSWORD));
  for (let guess = 0; guess < 25; guess++) await knock("guess", shop.login(CUSTOMER.email, WRONG_PASSWORD));
  await knock("admin only", shop.adminOnly(id));
  await knock("change role", shop.changeRole(id));
  await knock("request reset", shop.requestReset);
  const mailed = shop.mails ? /[0-9a-f]{64}/.exec(await outside.mail)![0] : RESET_TOKEN;
  await knock("complete reset", shop.completeReset(mailed));
  return { statuses, secrets: [...SECRETS, mailed, ...(typeof token === "string" ? [token] : [])] };
}
