/** What is wrong with an audit event under any schema: a placeholder for an actor, a row that says nothing of what was done. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../../source-file.js";
import { propertyName, unwrap, type CallNode } from "../../syntax/ast.js";
import { FIELD_ALIASES } from "../../vocabulary/field-aliases.js";
import type { RecordCall } from "./record-call.js";
import { tableWriteOf } from "./table-writes.js";

const ACTOR: ReadonlySet<string> = new Set([...FIELD_ALIASES.actor_id, "performed_by", "changed_by", "admin_id", "actorUserId", "actor_user_id", "staffId"]);
const PERSON = "(?:user|admin|actor|account|staff|member|principal)";
/** `"current-user-id"`, `"userId"`, `"TODO"`; but `"system"`, `"anon"` and a worker's name are answers. */
const PLACEHOLDER = new RegExp(
  `^(?:(?:current|your|some|my|the|a|dummy|fake|mock|placeholder|example|sample)[-_ ]?${PERSON}(?:[-_ ]?(?:id|uuid|name))?|${PERSON}[-_ ]?(?:id|uuid)(?:[-_ ]?here)?|todo|tbd|fixme|placeholder|x{3,})$`,
  "i",
);

/** The property that names the actor with a text in which somebody was to put an id. */
export function placeholderActor(objects: readonly TSESTree.ObjectExpression[]): TSESTree.Property | undefined {
  return objects
    .flatMap(({ properties }) => properties)
    .find((property): property is TSESTree.Property => {
      if (property.type !== "Property" || !ACTOR.has(propertyName(property) ?? "")) return false;
      const value = unwrap(property.value);
      return value.type === "Literal" && typeof value.value === "string" && PLACEHOLDER.test(value.value);
    });
}

/** Tables of events of every kind; one of logins or accesses says by its own name what was done. */
const GENERAL_TABLE = /^audit_?(?:logs?|events?|trail|entries|records?)$/i;
const SAYS_WHAT =
  /action|activity|event|type|operation|descri|message|detail|method|path|route|kind|name|change|status|categor|verb|summary|note|reason|command|query|text|payload|data|scenario|decision|verdict|result|old|new|before|after|diff/i;

/** Of somebody who did it; what begins with `target` is done to somebody. */
const SAYS_WHO =
  /^(?!target|affected|subject)\w*(?:actor|user|admin|staff|account|member|person|people|profile|owner|principal|author|operator|employee|customer|client|agent|session|initiator|api_?key|identity|caller|viewer|e?mail|sender|creator|teacher|student|doctor|patient|seller|vendor)|(?:_b|B|^b)y$|^(?:sub|uid|who|auth|ctx|context|req|request|data|payload|details|metadata|meta|changes|source|token|device|role|name)$/i;

/** The table, where a row of it is written whole in the call and none of its columns says what was done. */
export function unnamedRow({ node }: RecordCall, file: SourceFile): string | undefined {
  return rowWithout(SAYS_WHAT, node, file);
}

/** The same where none of its columns can hold who did it, nor can an object of unknown fields among them. */
export function nobodysRow({ node }: RecordCall, file: SourceFile): string | undefined {
  return rowWithout(SAYS_WHO, node, file);
}

function rowWithout(told: RegExp, node: CallNode, file: SourceFile): string | undefined {
  const write = node.type === "CallExpression" ? tableWriteOf(node, file) : undefined;
  if (write?.verb !== "insert" || !GENERAL_TABLE.test(write.table)) return undefined;
  const names = write.values.length > 0 ? write.values.flatMap((row) => columnsOf(row)) : write.columns;
  return names.length === 0 || names.some((name) => name === undefined || told.test(name)) ? undefined : write.table;
}

function columnsOf({ properties }: TSESTree.ObjectExpression): readonly (string | undefined)[] {
  return properties.map((property) => (property.type === "Property" ? propertyName(property) : undefined));
}
