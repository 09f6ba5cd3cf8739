/** The HTML report in a real Chromium. Set CHROMIUM to its path where it is not found; CI must have one. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { showHtml } from "../../src/report/show-html.js";
import { sampleReport } from "../report/sample.js";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];
const path = process.env["CHROMIUM"] ?? PLACES.find((place) => existsSync(place));
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

test.runIf(process.env["CI"])("CI has a Chromium", () => {
  expect(path).toBeDefined();
});

describe.skipIf(path === undefined)("the HTML report", () => {
  let browser: Browser;
  let folder: string;
  let address: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "audit-logging-page-"));
    writeFileSync(join(folder, "audit.html"), showHtml(sampleReport()));
    address = `file://${join(folder, "audit.html")}`;
    browser = await chromium.launch({
      executablePath: path!,
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    });
  });

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  async function open(options: Parameters<Browser["newPage"]>[0] = {}): Promise<{ page: Page; errors: string[] }> {
    const page = await browser.newPage(options);
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => errors.push(message.text()));
    await page.goto(address);
    return { page, errors };
  }

  const visible = async (page: Page, selector: string): Promise<string[]> =>
    (await page.locator(`${selector}:visible`).allInnerTexts()).map((text) => text.split("\n")[0]!.trim());

  test.each(["light", "dark"] as const)("has nothing that axe objects to, in the %s scheme", async (colorScheme) => {
    // axe is not the page's own script, so the page's policy would refuse it.
    const { page } = await open({ colorScheme, bypassCSP: true });
    await page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true");
    await page.addScriptTag({ content: AXE });
    const found = await page.evaluate(async () => {
      const { violations } = await (
        globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
      ).axe.run();
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html}`);
    });
    expect(found).toEqual([]);
    await page.close();
  });

  test("shows light letters on a dark page in the dark scheme", async () => {
    const brightness = async (colorScheme: "light" | "dark") => {
      const { page } = await open({ colorScheme });
      const colour = await page.evaluate<string>("getComputedStyle(document.body).backgroundColor");
      await page.close();
      return Math.max(...colour.match(/\d+/g)!.map(Number));
    };
    expect(await brightness("light")).toBeGreaterThan(200);
    expect(await brightness("dark")).toBeLessThan(60);
  });

  test("narrows routes and findings by word, category, coverage and rule, without an error", async () => {
    const { page, errors } = await open();
    const routes = () => visible(page, ".tile");
    const findings = () => visible(page, ".finding");
    expect(await routes()).toEqual(["POST /api/auth/login", "refund|all"]);
    await page.getByLabel("Category").selectOption("billing");
    expect(await routes()).toEqual(["refund|all"]);
    await page.getByLabel("Category").selectOption("");
    await page.getByLabel("Coverage").selectOption("some");
    expect(await routes()).toEqual(["POST /api/auth/login"]);
    await page.getByLabel("Coverage").selectOption("");
    await page.getByLabel("Rule").selectOption("no-silent-catch");
    expect(await findings()).toHaveLength(1);
    await page.getByLabel("Rule").selectOption("");
    await page.getByLabel("Route, file or text").fill("stripe");
    expect(await routes()).toEqual(["refund|all"]);
    expect(await findings()).toEqual([]);
    expect(await visible(page, "output")).toEqual(["1 of 5 routes and findings shown"]);
    expect(errors).toEqual([]);
    await page.close();
  });

  test("is all there without scripts, and has no filters that would do nothing", async () => {
    const { page } = await open({ javaScriptEnabled: false });
    expect(await visible(page, ".tile")).toHaveLength(2);
    expect(await visible(page, ".finding")).toHaveLength(2);
    expect(await visible(page, ".filters")).toEqual([]);
    await page.close();
  });

  test("opens the proposed change by keyboard", async () => {
    const { page } = await open();
    expect(await visible(page, ".diff")).toEqual([]);
    await page.locator("summary").first().focus();
    await page.keyboard.press("Enter");
    expect(await page.locator(".diff .add").first().innerText()).toBe('+securityLog.warn("access.check", {});');
    await page.close();
  });

  test("is printed with each proposed change, and light whatever the screen is", async () => {
    const { page } = await open({ colorScheme: "dark" });
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    // What `content-visibility` hides is unhidden when the next frame is drawn, not when the style is read.
    await page.evaluate("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
    const shown = await page.evaluate("[...document.querySelectorAll('.diff')].map((diff) => diff.checkVisibility({ contentVisibilityAuto: true }))");
    expect(shown).toEqual([true]);
    expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(255, 255, 255)");
    expect(await visible(page, ".filters")).toEqual([]);
    const cut = "[...document.querySelectorAll('pre')].filter((code) => code.scrollWidth > code.clientWidth).length";
    await page.setViewportSize({ width: 300, height: 800 });
    expect(await page.evaluate(cut)).toBe(0);
    await page.emulateMedia({ media: "screen" });
    expect(await page.evaluate(cut)).toBeGreaterThan(0);
    await page.close();
  });

  test("colours each line of a change over its whole width, though the box is narrower", async () => {
    const { page } = await open({ viewport: { width: 300, height: 800 } });
    await page.locator("summary").first().click();
    const widths = await page.locator(".diff").first().locator("span").evaluateAll((lines) => lines.map((line) => line.getBoundingClientRect().width));
    expect(new Set(widths).size).toBe(1);
    expect(widths[0]).toBeGreaterThan(await page.evaluate<number>("document.querySelector('.diff').clientWidth"));
    await page.close();
  });

  test("fits a telephone: nothing scrolls sideways but code", async () => {
    const { page } = await open({ viewport: { width: 360, height: 800 } });
    expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
    await page.close();
  });
});
