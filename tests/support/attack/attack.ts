/**
 * One script against every shop, with something for each alert that a shop can raise: a forged line, guesses at one account
 * from one address and from many, at many accounts from one address, and then the right one; a refusal, a change of role,
 * exports, forged webhooks, what breaks the shop, a password reset.
 */
import { request } from "node:http";
import { CUSTOMER, FORGED_EMAIL, RESET_TOKEN, SECRETS, WRONG_PASSWORD } from "./people.js";
import type { Outside } from "./outside.js";
import type { Door, RunningShop, Shop } from "./shops.js";

/** What the one trusted proxy before the app writes at the end of `x-forwarded-for`. */
export const CLIENT = "203.0.113.9";
export const FORGED_ADDRESS = "198.51.100.";

export interface Attacked {
  /** The customer's, as the shop has it. */
  readonly id: string;
  /** The answers' status codes, by step. */
  readonly statuses: Readonly<Record<string, number[]>>;
  /** What no line may show. */
  readonly secrets: readonly string[];
}

/** More than ten, of addresses and of accounts. */
const MANY = 12;

export async function attack(shop: Shop, { url }: RunningShop, outside: Outside): Promise<Attacked> {
  const statuses: Record<string, number[]> = {};
  let count = 0;
  /** @param client number of the client, each with an address of its own */
  const knock = async (step: string, door: Door, client = 0): Promise<Record<string, unknown>> => {
    const address = addressOf(client);
    const forwarded = { "x-forwarded-for": `${FORGED_ADDRESS}${++count}, ${address}`, ...shop.headersFrom?.(address) };
    const headers = { ...door.headers, ...forwarded, "user-agent": "attack" };
    const answer = await ask(new URL(door.path, url), { ...door, headers }, client);
    (statuses[step] ??= []).push(answer.status);
    return (answer.text.startsWith("{") ? JSON.parse(answer.text) : {}) as Record<string, unknown>;
  };

  let id = CUSTOMER.id;
  if (shop.register) {
    const { user, id: given } = (await knock("register", shop.register(CUSTOMER))) as { user?: { id: string }; id?: string };
    id = user?.id ?? given ?? id;
  }
  const { token } = await knock("login", shop.login(CUSTOMER.email, CUSTOMER.password));
  await knock("forged line", shop.login(FORGED_EMAIL, WRONG_PASSWORD));
  for (let guess = 0; guess < 25; guess++) await knock("guess", shop.login(CUSTOMER.email, WRONG_PASSWORD));
  for (let client = 1; client <= MANY; client++)
    await knock("guess from many addresses", shop.login(CUSTOMER.email, WRONG_PASSWORD), client);
  for (let guest = 1; guest <= MANY; guest++)
    await knock("guess at many accounts", shop.login(`guest-${guest}@shop.example`, WRONG_PASSWORD), MANY + 1);
  await knock("right guess", shop.login(CUSTOMER.email, CUSTOMER.password), MANY + 2);
  await knock("admin only", shop.adminOnly(id));
  await knock("change role", shop.changeRole(id));
  for (let time = 0; time < 4; time++) await knock("export", shop.exportData(id));
  for (let time = 0; time < 6; time++) await knock("forged webhook", shop.forgedWebhook);
  if (shop.breaks) for (let time = 0; time < 10; time++) await knock("what breaks it", shop.breaks);
  await knock("request reset", shop.requestReset);
  const mailed = shop.mails ? /[0-9a-f]{64}/.exec(await outside.mail)![0] : RESET_TOKEN;
  await knock("complete reset", shop.completeReset(mailed));
  return { id, statuses, secrets: [...SECRETS, mailed, ...(typeof token === "string" ? [token] : [])] };
}

/** What the platform, or the one proxy, takes the client to be. */
function addressOf(client: number): string {
  return client === 0 ? CLIENT : `203.0.113.${100 + client}`;
}

/** A request from an address of the loopback net: where the shop sees the socket, each client has its own. */
function ask(url: URL, { method, headers, body }: Door, client: number): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, localAddress: `127.0.0.${client + 1}` }, (answer) => {
      let text = "";
      answer.on("data", (data: Buffer) => (text += data.toString("utf8")));
      answer.on("end", () => resolve({ status: answer.statusCode!, text }));
    });
    sent.on("error", reject);
    sent.end(typeof body === "string" ? body : body === undefined ? undefined : JSON.stringify(body));
  });
}
