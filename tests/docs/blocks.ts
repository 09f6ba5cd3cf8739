/** The code blocks of a page of the docs, and the small facts about pages that tests ask. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PACKAGE } from "../cli/support.js";

export interface Block {
  readonly language: string;
  /** With its last line end. */
  readonly text: string;
  /** The `##` heading above it. */
  readonly section: string;
  /** Path from the project's root, where the first line is a comment that gives one. */
  readonly path: string | undefined;
}

export function readPage(page: string): string {
  return readFileSync(join(PACKAGE, page), "utf8");
}

/** Every page, from the repository's root, README first. */
export function allPages(): string[] {
  const docs = readdirSync(join(PACKAGE, "docs"), { recursive: true, encoding: "utf8" });
  return ["README.md", ...docs.filter((path) => path.endsWith(".md")).map((path) => `docs/${path.replaceAll("\\", "/")}`).sort()];
}

export function blocksOf(page: string): Block[] {
  const blocks: Block[] = [];
  let section = "";
  for (const match of page.matchAll(/^## (.+)$|^( *)(`{3,})(\w*)\n([\s\S]*?)^ *\3$/gm)) {
    const [, heading, indent = "", , language = "", text = ""] = match;
    if (heading !== undefined) section = heading;
    else blocks.push({ language, section, text: text.replaceAll(new RegExp(`^${indent}`, "gm"), ""), path: pathIn(text) });
  }
  return blocks;
}

function pathIn(text: string): string | undefined {
  return /^\s*(?:\/\/|#) (\S+\.\w+)$/m.exec(text.split("\n", 1)[0]!)?.[1];
}

/** Anchors as GitHub makes them of headings. */
export function anchorsOf(page: string): Set<string> {
  const prose = page.replaceAll(/^(`{3,})[\s\S]*?^\1$/gm, "");
  return new Set([...prose.matchAll(/^#+ (.+)$/gm)].map(([, title]) => title!.toLowerCase().replaceAll(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-")));
}

/** Targets of the links, but for those that lead to other sites. */
export function linksOf(page: string): string[] {
  const prose = page.replaceAll(/^( *)(`{3,})[\s\S]*?^\1\2$/gm, "");
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!).filter((target) => !/^[a-z]+:/.test(target));
}
