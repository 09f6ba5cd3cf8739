/** What an export means for those who import it. Asks of the other file what is asked of helpers in the same file. */
import { clearedFields } from "../analysis/secrets/cleared-fields.js";
import { redactsInBody } from "../analysis/secrets/cleared-values.js";
import { recordsWhenItRefuses } from "../analysis/records/checks-that-record.js";
import { dropsFailure } from "../analysis/failures/failure-handed-on.js";
import { recordsAlways, strengthOfChain, strengthOfReturned } from "../analysis/records/function-records.js";
import { refusalGivenBy } from "../analysis/handlers/handler-flow.js";
import { helperAnswerOf } from "../analysis/handlers/helper-answer.js";
import { auditsInHooks } from "../analysis/records/hook-audits.js";
import { isAuditMiddleware } from "../analysis/records/records-around.js";
import { recordsOwnFailures } from "../analysis/failures/own-failures.js";
import { statusOfClass } from "../frameworks/thrown-status.js";
import type { ExportSummary } from "../neighbours.js";
import { staticNumber, staticString } from "../scope/static-value.js";
import type { SourceFile } from "../source-file.js";
import { isInside, type FunctionNode, type Node } from "../syntax/ast.js";
import { fieldsOfSchema } from "../syntax/schema-fields.js";
import type { FoundExport } from "../frameworks/find-export.js";

const NOTHING: ExportSummary = {
  records: undefined,
  recordsWhenRefusing: undefined,
  idle: false,
  wraps: undefined,
  answers: undefined,
  refuses: undefined,
  auditsInHooks: false,
  dropsFailure: [],
  recordsOwnFailures: false,
  redacts: false,
  clears: [],
  thrown: undefined,
  parameterTypes: [],
  letsThrough: [],
  value: undefined,
};

/** @param found what an export of the file leads to, in the file itself */
export function summarise(found: Exclude<FoundExport, { kind: "elsewhere" }>, file: SourceFile): ExportSummary {
  switch (found.kind) {
    case "function":
      return summariseFunction(found.fn, file);
    case "class":
      return { ...NOTHING, thrown: statusOfClass(found.node, file) };
    case "value":
      return {
        ...NOTHING,
        records: listsAudit(found.node, file) ? "audit" : undefined,
        wraps: strengthOfChain(found.node, file),
        auditsInHooks: auditsInHooks(found.node, file),
        letsThrough: fieldsOfSchema(found.node),
        value: staticNumber(found.node, file.bindings) ?? staticString(found.node, file.bindings),
      };
  }
}

/** A list of middleware, of which one audits. */
function listsAudit(node: Node, file: SourceFile): boolean {
  return node.type === "ArrayExpression" && node.elements.some((element) => element !== null && (isAuditMiddleware(element, file) || isListWithAudit(element, file)));
}

/** `...before`, of the same file. */
function isListWithAudit(element: Node, file: SourceFile): boolean {
  const binding = file.bindings.ofExpression(element.type === "SpreadElement" ? element.argument : element);
  return binding?.kind === "variable" && binding.init !== undefined && binding.init.type === "ArrayExpression" && !isInside(element, binding.init) && listsAudit(binding.init, file);
}

function summariseFunction(fn: FunctionNode, file: SourceFile): ExportSummary {
  const answers = helperAnswerOf(fn, file);
  return {
    ...NOTHING,
    records: recordsAlways(fn, file),
    recordsWhenRefusing: recordsWhenItRefuses(fn, file),
    idle: fn.body.type === "BlockStatement" && fn.body.body.length === 0,
    wraps: strengthOfReturned(fn, file),
    answers,
    refuses: refusalGivenBy(fn, file),
    dropsFailure: fn.params.map((_, index) => index !== answers?.response && dropsFailure(fn, index, answers?.response, file)),
    recordsOwnFailures: recordsOwnFailures(fn, file),
    redacts: redactsInBody(fn.body),
    clears: clearedFields(fn, file),
    parameterTypes: fn.params.map((parameter) => typeText(parameter, file)),
  };
}

function typeText(parameter: FunctionNode["params"][number], file: SourceFile): string | undefined {
  const inner = parameter.type === "AssignmentPattern" ? parameter.left : parameter;
  const annotation = "typeAnnotation" in inner ? inner.typeAnnotation?.typeAnnotation : undefined;
  return annotation && file.view.text.slice(...annotation.range);
}
