import { describe, expect, it } from "vitest";
import { PARSERS } from "../support/parsers.js";
import { handlersOf, summaryOf } from "./described.js";

const PROXY = 'import { NextResponse } from "next/server";\nexport async function proxy(request) { return NextResponse.next() }';

for (const { parser, facts } of PARSERS) {
  describe(`Next.js proxy, by ${parser}`, () => {
    it("takes the proxy at the root as middleware", () => {
      expect(handlersOf(facts, PROXY, "proxy.ts")[0]).toMatchObject({
        framework: "next-proxy",
        role: "middleware",
        dialect: "response",
        name: "proxy",
        place: "proxy",
        route: undefined,
        parameters: { request: "request" },
      });
    });

    it.each(["src/proxy.ts", "apps/web/proxy.ts", "apps/web/src/proxy.ts"])("takes it at %s", (path) => {
      expect(summaryOf(facts, PROXY, path)).toEqual(["middleware: ANY ? proxy"]);
    });

    it("takes a middleware as default export, wrapped, or brought from elsewhere", () => {
      expect(summaryOf(facts, "export default function middleware(req: NextRequest) {}", "middleware.ts")).toEqual([
        "middleware: ANY ? middleware",
      ]);
      expect(
        handlersOf(facts, "export default auth((req) => reply());\nexport const config = { matcher: [] };", "middleware.ts")[0],
      ).toMatchObject({ name: "default", wrappers: 1 });
      expect(
        handlersOf(
          facts,
          'export { auth as middleware } from "@/auth";\nexport const config = { matcher: [] };',
          "middleware.ts",
        )[0],
      ).toMatchObject({ fn: undefined });
    });

    it("leaves such a file inside a package alone, and one without a sign of Next.js", () => {
      for (const path of ["src/lib/proxy.ts", "server/proxy.ts", "src/api/proxy.ts"])
        expect(summaryOf(facts, PROXY, path)).toEqual([]);
      expect(summaryOf(facts, "export function middleware(store) { return store }", "middleware.ts")).toEqual([]);
    });
  });
}
