/** What the apps talk to: a service that sends mail, and as much of Supabase's API as the functions call. On loopback only. */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { ADMIN, CUSTOMER, RESET_TOKEN } from "./people.js";

export interface Outside {
  readonly url: string;
  /** The text of the first mail, once it is sent. */
  readonly mail: Promise<string>;
  close(): void;
}

type Answer = [status: number, body: unknown];

export async function openOutside(): Promise<Outside> {
  let send: (text: string) => void;
  const mail = new Promise<string>((resolve) => (send = resolve));
  const passwords = new Map([[CUSTOMER.email, CUSTOMER.password]]);
  const server = createServer((request, response) => {
    void read(request).then((body) => {
      const path = request.url!.split("?")[0]!;
      if (path === "/mail") send(body);
      const [status, answer] = path === "/mail" ? [200, {}] : supabase(request, path, body, passwords);
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, mail, close: () => server.close() };
}

async function read(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}

function supabase({ headers, method, url }: IncomingMessage, path: string, body: string, passwords: Map<string, string>): Answer {
  const people = [CUSTOMER, ADMIN];
  const bearer = headers.authorization?.replace("Bearer ", "");
  const user = people.find(({ token }) => token === bearer);
  const fields = (body ? JSON.parse(body) : {}) as Record<string, string>;
  const session = (person: typeof CUSTOMER) => ({ access_token: person.token, token_type: "bearer", expires_in: 3600, refresh_token: "r", user: { id: person.id } });
  if (path === "/auth/v1/token") {
    const right = passwords.has(fields["email"]!) && passwords.get(fields["email"]!) === fields["password"];
    return right ? [200, session(CUSTOMER)] : [400, { error_code: "invalid_credentials", msg: "Invalid login credentials" }];
  }
  if (path === "/auth/v1/user") return user ? [200, { id: user.id }] : [401, { msg: "no session" }];
  if (path === "/auth/v1/recover") return [200, {}];
  if (path === "/auth/v1/verify") return fields["token"] === RESET_TOKEN ? [200, session(CUSTOMER)] : [403, { error_code: "otp_expired", msg: "expired" }];
  if (path.startsWith("/auth/v1/admin/users/")) return [200, { id: CUSTOMER.id }];
  if (path === "/rest/v1/profiles" && method === "GET") return [200, { role: url!.includes(ADMIN.id) ? "admin" : "customer" }];
  if (path === "/rest/v1/profiles") return [200, []];
  return [404, { message: `no ${path} here` }];
}
