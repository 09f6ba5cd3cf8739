/** What an act on the people of a team is in the trail: the making of the team, an invitation to it, or a change of rights. */
import type { HandlerSite } from "../../frameworks/framework.js";
import type { SourceFile } from "../../source-file.js";
import { splitWords } from "../../syntax/names.js";
import { nodesIn } from "../../syntax/outline.js";
import { tableWriteOf } from "../records/table-writes.js";
import { TEAM } from "./people-routes.js";
import { saidSegments } from "./said-segments.js";
import type { Sensitivity } from "./sensitive-act.js";

/** `found` with the name that says more, where it is a change of rights by its table or its route alone. */
export function inTeams(found: Sensitivity, handler: HandlerSite, file: SourceFile): Sensitivity {
  if (found.event !== "user.role.change") return found;
  if (invites(found, handler)) return { ...found, event: "user.invite" };
  return found.evidence.startsWith("writes to ") && makesTeam(handler, file) ? { ...found, event: "org.create" } : found;
}

/** `/chat/rooms/:id/members`: who takes part in a talk may hear it, and nothing else; a role in it is one. */
export function isOfTalk({ event, evidence }: Sensitivity, { route }: HandlerSite): boolean {
  if (event !== "user.role.change" || /role|permission|admin/i.test(evidence)) return false;
  return saidSegments(route).some((segment) => splitWords(segment).some((word) => TALKS.test(word)));
}

const TALKS = /^(?:chats?|conversations?|threads?|dms?)$/;

/** Nobody is let in by an invitation until it is accepted. */
function invites({ evidence }: Sensitivity, { route, name }: HandlerSite): boolean {
  const said = [evidence.split(/[ ./]/).at(-1)!, lastSaid(route), name ?? ""].map((text) => splitWords(text));
  const says = (meant: RegExp): boolean => said.some((words) => words.some((word) => meant.test(word)));
  return says(INVITED) && !says(ANSWERS);
}

const INVITED = /^invit(?:es?|ations?)$/;
/** By these an invitation is taken, or taken back. */
const ANSWERS = /^(?:accept\w*|join\w*|redeem|claim|confirm|complete|decline|reject|revoke|cancel|delete|remove)$/;

/** Whoever makes a team is the first of its members. */
function makesTeam({ route, name, fn, region }: HandlerSite, file: SourceFile): boolean {
  if ([lastSaid(route), name ?? ""].some((text) => makes(splitWords(text)))) return true;
  const within = region ?? fn;
  return within !== undefined && nodesIn(file.outline.calls, within).some((call) => {
    const write = call.type === "CallExpression" ? tableWriteOf(call, file) : undefined;
    return write?.verb === "insert" && TEAM.test(splitWords(write.table).at(-1) ?? "");
  });
}

/** `createTeam`, `/create-workspace`. */
function makes([first = "", ...others]: readonly string[]): boolean {
  return /^(?:create|new|setup|register)$/.test(first) && TEAM.test(others[0] ?? "") && others.every((word) => !/^(?:members?|users?|roles?)$/.test(word));
}

/** The last segment of a route that is no parameter. */
function lastSaid(route: string | undefined): string {
  return saidSegments(route).at(-1) ?? "";
}
