import { describe, expect, it } from "vitest";
import { PARSERS } from "../support/parsers.js";
import { handlersOf, summaryOf } from "./described.js";

const PATH = "src/worker.ts";

for (const { parser, facts } of PARSERS) {
  describe(`Cloudflare Workers, by ${parser}`, () => {
    it("takes the fetch method of a module worker", () => {
      const text =
        "export default { async fetch(request, env, ctx) { return new Response() }, async scheduled(event) {}, async queue(batch) {} };";
      expect(handlersOf(facts, text, PATH)).toEqual([
        {
          framework: "cloudflare-worker",
          role: "handler",
          dialect: "response",
          name: "fetch",
          route: undefined,
          method: undefined,
          place: "fetch",
          parameters: { request: "request" },
          fn: expect.stringContaining("(request, env, ctx)"),
          region: undefined,
          wrappers: 0,
          middleware: [],
        },
      ]);
    });

    it.each([
      "export default { fetch: (request) => new Response() } satisfies ExportedHandler<Env>;",
      "export default { fetch: async function (r) { return new Response() } } as ExportedHandler;",
      "const worker: ExportedHandler<Env> = { fetch(input) { return new Response() } };\nexport default worker;",

      "const fetch = async (request: Request) => new Response();\nexport default { fetch };",
      "export default withMonitoring((env) => ({}), { async fetch(request) { return new Response() } } satisfies ExportedHandler);",
      "export class Api extends WorkerEntrypoint { async fetch(request) { return new Response() } }",
      "export class Room extends DurableObject<Env> { fetch = async (request: Request) => new Response() }",
      "export class Room implements DurableObject { async fetch(request: Request) { return new Response() } }",
    ])("takes %s", (text) => {
      expect(summaryOf(facts, text, PATH)).toEqual(["ANY ? fetch"]);
    });

    it("takes what a service worker responds with", () => {
      const text =
        'addEventListener("fetch", (event) => { event.respondWith(handle(event.request)) });\nasync function handle(request) { return new Response() }';
      expect(handlersOf(facts, text, PATH)).toMatchObject([
        { name: "handle", place: "handle", parameters: { request: "request" } },
      ]);
    });

    it.each([
      ["that is taken out of the event", "const { request } = event;", "request"],
      ["under another name", "const { request: incoming } = event;", "incoming"],
    ])("knows the request %s, in the functions that it is handed to", (_sentence, taken, name) => {
      const text = `addEventListener("fetch", (event) => { event.respondWith(handle(event)) });
async function handle(event) { ${taken} if (event.late) return admin(${name}); return new Response("") }
async function admin(asked) { return new Response(asked.url) }`;
      expect(handlersOf(facts, text, PATH).find(({ name }) => name === "admin")).toMatchObject({ parameters: { request: "asked" } });
    });

    it("takes a listener that answers itself, its request being the event's", () => {
      const text = 'addEventListener("fetch", (event) => { event.respondWith(new Response(event.request.url)) });';
      expect(handlersOf(facts, text, PATH)).toMatchObject([{ place: '"fetch"', parameters: { request: "event.request" } }]);
    });

    it("takes each branch for a path as a handler of its own", () => {
      const text = `export default { async fetch(request, env) {
        const url = new URL(request.url);
        if (url.pathname === "/api/login" && request.method === "POST") { return new Response("in") }
        if (url.pathname.startsWith("/admin/")) return new Response("admin");
        return new Response(null, { status: 404 });
      } };`;
      const [whole, login, admin] = handlersOf(facts, text, PATH);
      expect(whole).toMatchObject({ name: "fetch", region: undefined });
      expect(login).toMatchObject({
        route: "/api/login",
        method: "POST",
        region: '{ return new Response("in") }',
        parameters: { request: "request" },
      });
      expect(login!.place).toBe('url.pathname === "/api/login" && request.method === "POST"');
      expect(admin).toMatchObject({ route: "/admin/*", method: undefined, region: 'return new Response("admin");' });
    });

    it("takes the function that a branch only calls, in place of the branch", () => {
      const text = `export default { fetch(request, env) {
        const { pathname } = new URL(request.url);
        switch (pathname) {
          case "/login": return login(request, env);
          case "/export": { return await imported(request, env) }
          case "/a": case "/b": return new Response("a or b");
        }
        return json({ error: "none" }, 404);
      } };
      import { imported } from "./imported";
      async function login(req, env) { return new Response() }
      function json(body, status) { return new Response(body, { status }) }`;
      const async = text.replace("fetch(request", "async fetch(request");
      expect(summaryOf(facts, async, PATH)).toEqual([
        "ANY ? fetch",
        "ANY /export imported",
        "ANY /a - (branch)",
        "ANY /login login",
      ]);
      expect(handlersOf(facts, async, PATH)[1]).toMatchObject({ fn: undefined, place: '"/export"' });
    });

    it("reads method and path out of one string, and paths out of patterns", () => {
      const text = `export default { async fetch(request) {
        const url = new URL(request.url);
        switch (\`\${request.method} \${url.pathname}\`) { case "POST /tokens": return new Response() }
        const user = /^\\/users\\/([^/]+)\\/role$/.exec(url.pathname);
        if (user?.[1] && request.method === "PATCH") return new Response(user[1]);
        return new Response();
      } };`;
      expect(summaryOf(facts, text, PATH)).toEqual([
        "ANY ? fetch",
        "POST /tokens - (branch)",
        "PATCH /users/:param/role - (branch)",
      ]);
    });

    it("reads patterns with a choice or a class of signs in them, and a match that is kept in a variable again and again", () => {
      const text = `export default { async fetch(request, env) {
        const { pathname } = new URL(request.url);
        let found = pathname.match(/^\\/invites\\/[a-f0-9]{32,64}$/);
        if (found) return new Response("invite");
        found = pathname.match(/^\\/requests\\/(\\d+)\\/(approve|decline)$/);
        if (found && request.method === "POST") return decide(env, found[1]);
        return new Response(null, { status: 404 });
      } };
      async function decide(env, id) { return new Response(id) }`;
      expect(summaryOf(facts, text, PATH)).toEqual([
        "ANY ? fetch",
        "ANY /invites/:param - (branch)",
        "POST /requests/:param/:param decide",
      ]);
    });

    it.each([
      ["a switch over what is true", `switch (true) { case path === "/login": return new Response(); }`, ["ANY /login - (branch)"]],
      ["the end of a path", `if (path.endsWith("/export")) return new Response();`, ["ANY /export - (branch)"]],
      ["a part of a path, which may stand anywhere", `if (path.includes("/export")) return new Response();`, []],
      ["a slash at the end, which many paths have", `if (path.endsWith("/")) return new Response();`, []],
      ["paths that are answered alike, by the first", `if (path === "/login" || path === "/enter") return new Response();`, ["ANY /login - (branch)"]],
      ["a path with a fallback", `const given = url.pathname || "/"; if (given === "/login") return new Response();`, ["ANY /login - (branch)"]],
      ["a path that must be there", `const given = env.on && url.pathname; if (given === "/login") return new Response();`, []],
      ["a path without its slash", `const given = url.pathname.slice(1); if (given === "login") return new Response();`, ["ANY /login - (branch)"]],
      ["a path of which something else is asked", `const given = url.pathname.indexOf("/"); if (given === "login") return new Response();`, []],
      ["the value that a variable was given last", `let found; found = path.match(/^\\/login$/); other = path.match(/^\\/enter$/); if (found) return new Response();`, ["ANY /login - (branch)"]],
      ["a pattern that spells no path", `if (/^\\/files(?:\\/.*)?x$/.test(path)) return new Response();`, []],
      ["a path under another name, beside other parts", `const { search, pathname: given } = url; if (given === "/login") return new Response();`, ["ANY /login - (branch)"]],
      ["another part under a name, beside the path", `const { pathname, search: given } = url; if (given === "/login") return new Response();`, []],
      ["a word that stands for a method elsewhere", `if (path === "/a" && env.action === "DELETE") return new Response();`, ["ANY /a - (branch)"]],
      ["a method that nobody knows", `if (path === "/a" && request.method === "BREW") return new Response();`, ["ANY /a - (branch)"]],
      ["the beginning of another text", `if (request.referrer.startsWith("/login")) return new Response();`, []],
      ["every path but one", `if (path !== "/login") return new Response();`, []],
      ["a pattern for something else than the path", `if (/^\\/login$/.test(request.headers.get("referer"))) return new Response();`, []],
    ])("reads %s", (_sentence, body, branches) => {
      const text = `export default { async fetch(request, env) { const url = new URL(request.url); const path = url.pathname; let other; ${body} return new Response(null, { status: 404 }); } };`;
      expect(summaryOf(facts, text, PATH)).toEqual(["ANY ? fetch", ...branches]);
    });

    it("reads the path from a parameter of what is handed the request", () => {
      const of = (parameter: string, given: string): string =>
        `export default { async fetch(request) { return api(request, ${given}); } };\nasync function api(request, ${parameter}) { if (pathname === "/login") return new Response(); return new Response(null, { status: 404 }); }`;
      const branches = ["ANY ? fetch", "ANY ? api", "ANY /login - (branch)"];
      expect(summaryOf(facts, of("pathname", "new URL(request.url).pathname"), PATH)).toEqual(branches);
      expect(summaryOf(facts, of("{ pathname }", "new URL(request.url)"), PATH)).toEqual(branches);
      expect(summaryOf(facts, of("{ title: pathname }", "page"), PATH)).toEqual(branches.slice(0, 2));
    });

    it("reads the method from a test inside the branch", () => {
      const text = `export default { async fetch(request) {
        const url = new URL(request.url);
        if (url.pathname === "/items") {
          if (request.method === "GET") return list(request);
          return new Response(null, { status: 405 });
        }
        return new Response();
      } };
      async function list(request) { return new Response() }`;
      expect(summaryOf(facts, text, PATH)).toEqual(["ANY ? fetch", "ANY /items - (branch)", "GET /items list"]);
    });

    it("makes no branch of a test for the method alone, of alternatives, or of one that does not answer", () => {
      const text = `export default { async fetch(request) {
        const url = new URL(request.url);
        if (request.method === "OPTIONS") return new Response();
        if (url.pathname === "/" || request.headers.has("x")) return new Response();
        if (url.pathname.startsWith("/v1/")) url.pathname = url.pathname.slice(3);
        return new Response();
      } };`;
      expect(summaryOf(facts, text, PATH)).toEqual(["ANY ? fetch"]);
    });

    it("takes a function that a wrapper is given with the request, and a handler whose answer is kept first", () => {
      const text = `export default { async fetch(request, env) {
        const response = await withTables(request, env, route);
        return response;
      } };
      async function route(request) { if (request.url) { return new Response() } return await later() }`;
      expect(summaryOf(facts, text, PATH)).toEqual(["ANY ? fetch", "ANY ? route"]);
    });

    it("takes handlers in files of their own by their types", () => {
      const text =
        "export async function remove(request: Request, env: Env): Promise<Response> { return new Response() }\nexport async function guard(request: Request, env: Env): Promise<Response | null> { return null }";
      expect(summaryOf(facts, text, "src/handlers/users.ts")).toEqual(["ANY ? remove"]);
    });

    it("takes a module of routes without types, that is handed the request and routes by itself", () => {
      const text = `let json, audit;
export function wire(helpers) { ({ json, audit } = helpers); }
export async function reportRoutes(request, env, url, ctx) {
  const p = url.pathname, m = request.method;
  let x;
  if (!p.startsWith("/api/reports")) return null;
  if (p === "/api/reports/sales" && m === "GET") return sales(env, ctx);
  if ((x = p.match(/^\\/api\\/reports\\/(\\d+)$/)) && m === "DELETE") return remove(request, env, +x[1]);
  if (p === "/api/reports/ping") return json({ ok: true });
  return null;
}
async function sales(env, ctx) { return json(await rows(env, ctx)); }
async function remove(request, env, id) { return json({ id }); }`;
      expect(summaryOf(facts, text, "worker/src/reports.js")).toEqual([
        "ANY ? reportRoutes",
        "ANY /api/reports/ping - (branch)",
        "GET /api/reports/sales sales",
        "DELETE /api/reports/:param remove",
      ]);
    });

    it("takes a module of routes whose type says that it may leave the request to others", () => {
      const text = `export async function userRoutes(request: Request, env: Env, url: URL): Promise<Response | null> {
  if (url.pathname === "/users" && request.method === "POST") { return new Response("made", { status: 201 }); }
  return null;
}`;
      expect(summaryOf(facts, text, "src/routes/users.ts")).toEqual(["ANY ? userRoutes", "POST /users - (branch)"]);
    });

    it("takes a handler without types in a file of its own, which answers a request with its environment", () => {
      const text = `export async function login(request, env) {
  const { email } = await request.json();
  if (!email) return new Response("no", { status: 400 });
  return Response.json({ ok: true });
}`;
      expect(summaryOf(facts, text, "src/handlers/login.js")).toEqual(["ANY ? login"]);
    });

    it.each([
      ["gives back something else", "export async function readUser(request, env) { const { id } = await request.json(); return env.DB.get(id); }"],
      ["answers some requests and lets the others through", 'export async function guard(request, env) { if (!request.headers.get("x")) return new Response("", { status: 401 }); return null; }'],
      ["is handed settings of another kind", "export function send(request, options) { return new Response(request.url, options); }"],
      ["only helps to answer", 'export function corsResponse(request, env) { return new Response(null, { headers: { origin: env.ORIGIN } }); }'],
    ])("takes no function without types for a handler that %s", (_sentence, text) => {
      expect(summaryOf(facts, text, "src/lib/things.js").filter((line) => !line.startsWith("middleware"))).toEqual([]);
    });

    it("does not take a function for the handler of a branch that others of its kind share", () => {
      const text = `export default { async fetch(request, env) {
        const url = new URL(request.url);
        if (url.pathname === "/") return page("home", env);
        if (url.pathname === "/about") return page("about", env);
        if (url.pathname === "/robots.txt") return plain(env);
        return new Response(null, { status: 404 });
      } };
      async function page(name, env) { return new Response(await env.PAGES.get(name)) }
      function plain(env) { return new Response(env.ROBOTS) }`;
      expect(summaryOf(facts, text, PATH)).toEqual([
        "ANY ? fetch",
        "ANY / - (branch)",
        "ANY /about - (branch)",
        "ANY /robots.txt - (branch)",
      ]);
    });

    it("takes the app of a router library as a handler of another place", () => {
      expect(handlersOf(facts, "export default { fetch: app.fetch };", PATH)[0]).toMatchObject({ fn: undefined });
    });

    it("leaves clients, page service workers and other classes alone", () => {
      expect(summaryOf(facts, "export default { fetch(url, options) { return window.fetch(url) } };", PATH)).toEqual([]);
      expect(summaryOf(facts, "export class Client extends Base { fetch(request) { return send(request) } }", PATH)).toEqual([]);
      const page =
        'addEventListener("install", () => skipWaiting());\naddEventListener("fetch", (event) => event.respondWith(caches.match(event.request)));';
      expect(summaryOf(facts, page, "public/sw.js")).toEqual([]);
    });
  });

  describe(`Cloudflare Pages functions, by ${parser}`, () => {
    it("takes exports by name, with the route of the file and the method of the name", () => {
      const text = "export async function onRequestPost(context) { return new Response() }";
      expect(handlersOf(facts, text, "functions/api/users/[id].ts")[0]).toMatchObject({
        framework: "cloudflare-worker",
        role: "handler",
        dialect: "response",
        name: "onRequestPost",
        method: "POST",
        route: "/api/users/[id]",
        place: "onRequestPost",
        parameters: { request: "context.request", next: "context.next" },
      });
    });

    it("takes the request out of a pattern", () => {
      expect(
        handlersOf(facts, "export const onRequest = async ({ request: req, env, next }) => next();", "functions/index.ts")[0],
      ).toMatchObject({
        method: undefined,
        route: "/",
        parameters: { request: "req", next: "next" },
      });
    });

    it("reads catch-all files, and takes an array as middleware and a handler", () => {
      const text =
        "const guard = async (context) => context.next();\nexport const onRequestGet = [guard, async (context) => new Response()];";
      expect(summaryOf(facts, text, "functions/files/[[path]].ts")).toEqual([
        "middleware: GET /files/[...path] onRequestGet",
        "GET /files/[...path] onRequestGet",
      ]);
    });

    it("takes a middleware file as middleware of all below its folder", () => {
      expect(
        summaryOf(facts, "export const onRequest = [log, (context) => context.next()];", "functions/api/_middleware.js"),
      ).toEqual(["middleware: ANY /api/* onRequest", "middleware: ANY /api/* onRequest"]);
    });

    it("takes a typed function that a function makes as middleware where it is called so", () => {
      const text = `export function create() { const authMiddleware: PagesFunction = async (ctx) => ctx.next(); const onRequestDone: PagesFunction = async () => new Response(); const onRequest: PagesFunction = async () => new Response(); return { authMiddleware, onRequestDone, onRequest }; }`;
      expect(summaryOf(facts, text, "src/pages.ts")).toEqual(["middleware: ANY ? authMiddleware", "ANY ? onRequestDone", "ANY ? onRequest"]);
    });

    it("leaves other names and folders alone", () => {
      expect(
        summaryOf(
          facts,
          "export const onRequestDone = () => {}; export const helper = (context) => new Response();",
          "functions/x.ts",
        ),
      ).toEqual([]);
      expect(summaryOf(facts, "export const onRequestGet = (context) => new Response();", "src/x.ts")).toEqual([]);
    });
  });
}
