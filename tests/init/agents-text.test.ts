import { describe, expect, test } from "vitest";
import { withAgentsBlock } from "../../src/init/agents-text.js";

const FACTS = { module: "@/lib/logging", emitter: "securityLog", logger: "logger", run: "npx" };
const BLOCK = withAgentsBlock("", FACTS).trimEnd();

describe("the block for coding agents", () => {
  test("is a new file's only text, and ends in a line break", () => {
    expect(withAgentsBlock("", FACTS)).toBe(`${BLOCK}\n`);
    expect(BLOCK).toMatch(/^<!-- audit-logging:start -->\n## Audit logging\n[^]+\n<!-- audit-logging:end -->$/);
  });

  test.each([
    ["a text that ends without a line break", "# Agents", "\n\n"],
    ["a text that ends in one", "# Agents\n", "\n"],
    ["a text that ends in an empty line", "# Agents\n\n", ""],
  ])("stands behind an empty line at the end of %s", (_, text, gap) => {
    expect(withAgentsBlock(text, FACTS)).toBe(`${text}${gap}${BLOCK}\n`);
  });

  test("has the line breaks of the text", () => {
    expect(withAgentsBlock("# Agents\r\n", FACTS)).toBe(`# Agents\r\n\r\n${BLOCK.replaceAll("\n", "\r\n")}\r\n`);
  });

  test("takes the place of an earlier one, and what stands around it stays", () => {
    const earlier = "# Agents\n\n<!-- audit-logging:start -->\nold\n<!-- audit-logging:end -->\n\nBe kind.\n";
    expect(withAgentsBlock(earlier, FACTS)).toBe(`# Agents\n\n${BLOCK}\n\nBe kind.\n`);
    expect(withAgentsBlock(withAgentsBlock(earlier, FACTS), FACTS)).toBe(withAgentsBlock(earlier, FACTS));
  });

  test("goes to the end where an earlier one has lost its end", () => {
    const broken = "<!-- audit-logging:start -->\nold\n";
    expect(withAgentsBlock(broken, FACTS)).toBe(`${broken}\n${BLOCK}\n`);
  });
});
