import { describe, expect, test } from "vitest";
import { isServerCode } from "../../src/analysis/handlers/runs-where.js";
import { PARSERS } from "../support/parsers.js";

const PLAIN = `export const load = async (id) => find(id);\n`;

describe.each(PARSERS)("where code runs ($parser)", ({ facts }) => {
  test.each([
    ["a file that holds a handler", true, `export async function GET() { return new Response("ok"); }`, "app/api/x/route.ts"],
    ["a folder of services", true, PLAIN, "src/services/orders.ts"],
    ["a folder of controllers", true, PLAIN, "controllers/orders.js"],
    ["an import that only servers have", true, `import fs from "node:fs";\n${PLAIN}`, "lib/orders.ts"],
    ["an import of a database", true, `import { prisma } from "@prisma/client";\n${PLAIN}`, "lib/orders.ts"],
    ["a text that only servers have", true, `export const key = process.env.KEY;\n`, "lib/orders.ts"],
    ["a shared folder that tells nothing", false, PLAIN, "lib/orders.ts"],
    ["a folder of utilities that tells nothing", false, PLAIN, "src/utils/orders.ts"],
    ["a folder of components", false, PLAIN, "src/components/orders.ts"],
    ["a folder of components that is no part of the route", false, PLAIN, "app/orders/_components/orders.ts"],
    ["a folder of hooks", false, PLAIN, "src/hooks/orders.ts"],
    ["JSX", false, `export const Orders = () => <p>orders</p>;\n`, "src/services/orders.tsx"],
    ["an import of React", false, `import { useState } from "react";\n${PLAIN}`, "src/services/orders.ts"],
    ["a type from React is no evidence", true, `import type { FC } from "react";\n${PLAIN}`, "src/services/orders.ts"],
    ["a text that only browsers have", false, `export const here = () => window.location.href;\n`, "src/services/orders.ts"],
    ["the background of a browser's extension", false, `browser.runtime.onMessage.addListener((message) => save(message));\n`, "extension/entrypoints/background.ts"],
    ["a browser that a server drives", true, `export const load = (browser) => browser.contexts();\n`, "src/services/orders.ts"],
    ["a fetch of one's own host", false, `export const load = () => fetch("/api/orders");\n`, "src/services/orders.ts"],
    ["a path asked of a binding", true, `export const load = (room) => room.fetch("/api/orders");\n`, "src/services/orders.ts"],
    ["a fetch of another host", true, `export const load = () => fetch("https://orders.example/");\n`, "src/services/orders.ts"],
    ["browser evidence beats server evidence", false, `import fs from "node:fs";\nexport const here = () => document.cookie;\n`, "src/services/orders.ts"],
    ["a document that is no page", true, `export const nameOf = (document) => document.name ?? document.id;\n`, "src/services/orders.ts"],
    ["a window of time", true, `export const isOver = (window) => window.start + window.length;\n`, "src/services/orders.ts"],
    ["a service by its file, in a folder of features", true, PLAIN, "src/lib/features/orders/order-service.ts"],
    ["another file there", false, PLAIN, "src/lib/features/orders/order-list.ts"],
    ["a service by its file, in a front end", false, PLAIN, "frontend/src/orders/order-service.ts"],
    ["an import of a package's half for servers", true, `import { verify } from "@keys/server";\n${PLAIN}`, "lib/orders.ts"],
    ["a folder of providers in a server's", true, PLAIN, "apps/api/src/providers/azure/monitor.ts"],
    ["a folder of a server's name among a browser's features", false, PLAIN, "src/features/api/orders.ts"],
    ["a language model that is asked, in a shared folder", true, `import { generateText } from "ai";\n${PLAIN}`, "lib/tools/translate.ts"],
    ["a browser's half of a model's library", false, `import { useChat } from "@ai-sdk/react";\n${PLAIN}`, "lib/tools/translate.ts"],
    ["a file at the top of a project", true, PLAIN, "server.js"],
  ])("%s", (_sentence, expected, code, path) => {
    expect(isServerCode(facts(code, path))).toBe(expected);
  });
});
