/** Routes that a file takes from constants of another one. */
import { expect, test } from "vitest";
import { projectOf } from "./support.js";

type Case = readonly [sentence: string, route: string | undefined, registration: string];

const CASES: readonly Case[] = [
  ["a constant", "/login", `import { LOGIN } from "./paths";\nrouter.post(LOGIN, login);`],
  ["a constant under another name", "/login", `import { LOGIN as SIGN_IN } from "./paths";\nrouter.post(SIGN_IN, login);`],
  ["a field of an object of them", "/logout", `import { routes } from "./paths";\nrouter.post(routes.logout, login);`],
  ["a constant in a chain", "/login", `import { LOGIN } from "./paths";\nrouter.route(LOGIN).post(login);`],
  ["a field of what is taken out of them", "/way/in", `import * as paths from "./paths";\nconst { user } = paths;\nrouter.post(user.enter, login);`],
  ["a field of what is imported of them", "/way/in", `import { user } from "./paths";\nrouter.post(user.enter, login);`],
  ["a field of what is taken out of something else", undefined, `import * as things from "./things";\nconst { user } = things;\nrouter.post(user.enter, login);`],
  ["a constant under a prefix that is one", "/api/login", `import { LOGIN, API } from "./paths";\nrouter.post(LOGIN, login);\nconst app = express();\napp.use(API, router);`],
  ["a name that is no constant's", undefined, `import { entry } from "./paths";\nrouter.post(entry, login);`],
  ["a constant that is not there", undefined, `import { NONE } from "./paths";\nrouter.post(NONE, login);`],
];

test.each(CASES)("the route of a handler: %s", (_sentence, route, registration) => {
  const text = `import express from "express";\nconst router = express.Router();\nconst login = (req, res) => { res.json({}); };\n${registration}\nexport default router;`;
  const paths = `export const API = "/api";\nexport const LOGIN = "/login";\nexport const entry = "/entry";\nexport const routes = { logout: "/logout" };\nexport const user = { enter: "/way/in" };`;
  const { facts } = projectOf({ "src/paths.ts": paths, "src/things.ts": paths, "src/app.ts": text });
  expect(facts("src/app.ts", text).handlers.find(({ fn }) => fn)!.route).toBe(route);
});
