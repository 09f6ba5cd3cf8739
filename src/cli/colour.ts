/** Colours are for a terminal, and not for one whose user has said no (https://no-color.org). */
import { styleText } from "node:util";
import type { Io, Output } from "./io.js";

/** The names, as Node.js' `styleText` has them, that the output makes use of. */
export type Colour = "bold" | "cyan" | "dim" | "green" | "red" | "yellow";

/** Whether to write colours to that output: asked for each, since one may be piped and the other not. */
export function wantsColour(output: Output, env: Io["env"]): boolean {
  return output.isTTY === true && !env["NO_COLOR"] && env["TERM"] !== "dumb";
}

/** Without a look at the process' own output, which wantsColour has answered for. */
export function coloured(text: string, colour: Colour): string {
  return styleText(colour, text, { validateStream: false });
}
