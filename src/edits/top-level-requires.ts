/** The `require` calls that a CommonJS file makes at its top level. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../source-file.js";
import { unwrap, type Node } from "../syntax/ast.js";
import { keptWith } from "../syntax/kept-with.js";

/** One such call. */
export interface Required {
  readonly statement: Node;
  /** What takes the module; undefined for `require("dotenv").config()`. */
  readonly declarator: TSESTree.VariableDeclarator | undefined;
  readonly source: string;
}

const known = keptWith<TSESTree.Program, readonly Required[]>();

/** Looked for once in a file: each of its edits may ask. */
export function topLevelRequires({ view: { ast } }: SourceFile): readonly Required[] {
  let requires = known.get(ast);
  if (!requires) known.set(ast, (requires = requiresIn(ast)));
  return requires;
}

function requiresIn(ast: TSESTree.Program): Required[] {
  return ast.body.flatMap((statement): Required[] => {
    if (statement.type === "ExpressionStatement") {
      const source = requiredSource(statement.expression);
      return source === undefined ? [] : [{ statement, declarator: undefined, source }];
    }
    if (statement.type !== "VariableDeclaration") return [];
    return statement.declarations.flatMap((declarator): Required[] => {
      const source = declarator.init ? requiredSource(declarator.init) : undefined;
      return source === undefined ? [] : [{ statement, declarator, source }];
    });
  });
}

/** The module of `require("m")`, `require("m").x` and `require("m")(…)`. */
function requiredSource(node: Node): string | undefined {
  let inner = unwrap(node);
  while (inner.type === "MemberExpression" || inner.type === "CallExpression") {
    if (inner.type === "CallExpression" && inner.callee.type === "Identifier" && inner.callee.name === "require") {
      const first = inner.arguments[0];
      return first?.type === "Literal" && typeof first.value === "string" ? first.value : undefined;
    }
    inner = unwrap(inner.type === "MemberExpression" ? inner.object : inner.callee);
  }
  return undefined;
}
