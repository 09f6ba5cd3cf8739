/**
 * Routers that say themselves where they belong: `class UserRoutes { path = "/users"; router = Router(); … }`, and the app that
 * mounts whatever it is given of them: `routes.forEach((route) => app.use(route.path, route.router))`.
 */
import { staticString } from "../scope/static-value.js";
import type { SourceFile } from "../source-file.js";
import { memberName, propertyName, unwrap, type Node } from "../syntax/ast.js";
import type { MountCall } from "./mounting.js";

/** The fields of one and the same object that hold its path and its router. */
export interface MountedFields {
  readonly path: string;
  readonly router: string;
}

/** Undefined for a call that mounts anything else. `route.path || "/"` is the path of those that have one. */
export function mountedFields({ call }: MountCall): MountedFields | undefined {
  const [first] = call.arguments;
  const last = call.arguments.at(-1);
  const said = first && unwrap(first);
  const path = said && fieldOf(said.type === "LogicalExpression" ? unwrap(said.left) : said);
  const router = last && fieldOf(unwrap(last));
  if (!path || !router || path.object !== router.object || path.field === router.field) return undefined;
  return { path: path.field, router: router.field };
}

function fieldOf(node: Node): { readonly object: string; readonly field: string } | undefined {
  if (node.type !== "MemberExpression" || node.object.type !== "Identifier") return undefined;
  const field = memberName(node);
  return field === undefined ? undefined : { object: node.object.name, field };
}

/** The texts that fields of the file's class hold, by the fields' names; of several classes, nothing can be told. */
export function textFields(file: SourceFile): ReadonlyMap<string, string> {
  const classes = file.view.ast.body.flatMap((statement) => {
    const declared = statement.type === "ExportNamedDeclaration" || statement.type === "ExportDefaultDeclaration" ? statement.declaration : statement;
    return declared?.type === "ClassDeclaration" ? [declared] : [];
  });
  const [only, ...others] = classes;
  if (!only || others.length > 0) return new Map();
  return new Map(
    only.body.body.flatMap((field) => {
      const name = field.type === "PropertyDefinition" ? propertyName(field) : undefined;
      const text = field.type === "PropertyDefinition" && field.value ? staticString(field.value, file.bindings) : undefined;
      return name === undefined || text === undefined ? [] : [[name, text] as const];
    }),
  );
}
