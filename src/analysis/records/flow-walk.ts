/**
 * Walks a function in the order in which it runs, and keeps for each point the records that stand on every way to it
 * (and on some way). What counts as a record, an answer or an end is the caller's to say, through hooks.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import { isHandlerProperty } from "../../frameworks/handler-value.js";
import { calleeName, isFunction, unwrap, type CallNode, type FunctionNode, type Node } from "../../syntax/ast.js";
import { forEachChild } from "../../syntax/walk.js";
import { isTriedAlone } from "./own-tries.js";
import { addRecord, copyPath, meet, startPath, type Path } from "./path.js";
import type { RecordCall } from "./record-call.js";
import { runsCallbacks } from "./runs-callback.js";

export interface Surroundings {
  /** The innermost catch clause around the point, in this function. */
  readonly caughtBy: TSESTree.CatchClause | undefined;
  /** The callback, inside the walked function, that the point stands in. */
  readonly callback: FunctionNode | undefined;
}

export interface FlowHooks {
  readonly recordOf: (call: CallNode) => RecordCall | undefined;
  /** For templates that are handed to a function: sql`insert into …`. */
  readonly recordOfTemplate?: (template: TSESTree.TaggedTemplateExpression) => RecordCall | undefined;
  /** How the test of an `if` turns out, where the caller knows: only that branch is walked then. */
  readonly decides?: (test: Node) => boolean | undefined;
  readonly onAssignment?: (
    assignment: TSESTree.AssignmentExpression | TSESTree.UpdateExpression,
    path: Path,
    around: Surroundings,
  ) => void;
  /** Called after a call's arguments have run; true when nothing follows the call. */
  readonly onCall?: (call: TSESTree.CallExpression, path: Path, around: Surroundings) => boolean | void;
  /** Called where a value is returned, after it has been evaluated; once for each arm of a conditional. `at` is the statement. */
  readonly onReturn?: (value: Node | undefined, path: Path, around: Surroundings, at: Node) => void;
  /** Called for a throw that a catch of the function takes, before it gets there. */
  readonly onCaughtThrow?: (
    thrown: TSESTree.ThrowStatement,
    clause: TSESTree.CatchClause,
    path: Path,
    around: Surroundings,
  ) => void;
  /** Called where a generator gives a value, after it has been evaluated. */
  readonly onYield?: (value: Node, path: Path) => void;
  /** Called for a throw that no catch of the function takes. */
  readonly onThrow?: (thrown: TSESTree.ThrowStatement, path: Path, around: Surroundings) => void;
  /** Called where the function's last statement is left and nothing was returned. */
  readonly onFallThrough?: (path: Path, around: Surroundings) => void;
  /** Called where a way through the function, or a callback in it, ends, with what holds there; `at` is a jump that ends it. */
  readonly onEnd?: (path: Path, around: Surroundings, at: Node | undefined) => void;
  /** Called with what a `finally` surely records, for everything that ended inside its `try`. */
  readonly onFinally?: (statement: TSESTree.TryStatement, records: ReadonlySet<RecordCall>) => void;
}

interface TryFrame {
  /** Ways that a throw inside the `try` takes into its catch. */
  readonly thrown: Path[];
  readonly clause: TSESTree.CatchClause;
}

export class FlowWalk {
  readonly #hooks: FlowHooks;
  readonly #tries: TryFrame[] = [];
  readonly #breaks: { loop: "endless" | "ending" | undefined; label: string | undefined; paths: Path[] }[] = [];
  #caughtBy: TSESTree.CatchClause | undefined;
  #callback: FunctionNode | undefined;
  /** Where the callback returns, when what follows its call goes on from there. */
  #returns: Path[] | undefined;

  constructor(hooks: FlowHooks) {
    this.#hooks = hooks;
  }

  /** Walks the function from its start; all answers go to the hooks. */
  run(fn: FunctionNode): void {
    const path = startPath();
    this.#body(fn, path);
    if (path.live) this.#hooks.onFallThrough?.(path, this.#around);
    this.#end(path);
  }

  /** Walks a block or another statement by itself, as if it were the whole function. */
  runStatement(statement: Node): void {
    const path = startPath();
    this.#statement(statement, path);
    this.#end(path);
  }

  get #around(): Surroundings {
    return { caughtBy: this.#caughtBy, callback: this.#callback };
  }

  #body(fn: FunctionNode, path: Path): void {
    if (fn.body.type === "BlockStatement") this.#statement(fn.body, path);
    else this.#return(fn.body, path, fn.body);
  }

  #end(path: Path, at?: Node): void {
    if (!path.live) return;
    this.#hooks.onEnd?.(path, this.#around, at);
    path.live = false;
  }

  #statements(nodes: readonly Node[], path: Path): void {
    for (const node of nodes) {
      if (!path.live) return;
      this.#statement(node, path);
    }
  }

  #statement(node: Node, path: Path): void {
    switch (node.type) {
      case "BlockStatement":
        return this.#statements(node.body, path);
      case "IfStatement": {
        this.#expression(node.test, path);
        // `if (false) { … }` is code that has been put out of use.
        const decided = node.test.type === "Literal" ? Boolean(node.test.value) : this.#hooks.decides?.(node.test);
        if (decided !== undefined) {
          const live = decided ? node.consequent : node.alternate;
          return live ? this.#statement(live, path) : undefined;
        }
        return this.#branches(path, [
          (branch) => this.#statement(node.consequent, branch),
          (branch) => node.alternate && this.#statement(node.alternate, branch),
        ]);
      }
      case "ReturnStatement":
        return this.#return(node.argument ?? undefined, path, node);
      case "ThrowStatement":
        return this.#throw(node, path);
      case "TryStatement":
        return this.#try(node, path);
      case "SwitchStatement":
        return this.#switch(node, path);
      case "ForStatement":
        if (node.init) this.#expression(node.init, path);
        if (node.test) this.#expression(node.test, path);
        return this.#loop(node.body, path, labelOf(node), { endless: !node.test });
      case "ForInStatement":
      case "ForOfStatement":
        this.#expression(node.right, path);
        return this.#loop(node.body, path, labelOf(node));
      case "WhileStatement":
        this.#expression(node.test, path);
        return this.#loop(node.body, path, labelOf(node), { endless: node.test.type === "Literal" && Boolean(node.test.value) });
      case "DoWhileStatement":
        this.#loop(node.body, path, labelOf(node), { runsOnce: true });
        return this.#expression(node.test, path);
      case "LabeledStatement":
        return this.#statement(node.body, path);
      case "BreakStatement":
      case "ContinueStatement":
        return this.#jump(node, path);
      case "FunctionDeclaration":
      case "ClassDeclaration":
        return;
      default:
        forEachChild(node, (child) => this.#expression(child, path));
    }
  }

  #branches(path: Path, ways: readonly ((branch: Path) => void)[]): void {
    const ends = ways.map((way) => {
      const branch = copyPath(path);
      way(branch);
      return branch;
    });
    const [first, ...rest] = ends;
    Object.assign(path, first);
    for (const end of rest) meet(path, end);
  }

  /** Only a break leads out of an endless loop. */
  #loop(body: Node, path: Path, label: string | undefined, { endless = false, runsOnce = false } = {}): void {
    const frame = { loop: endless ? ("endless" as const) : ("ending" as const), label, paths: [] as Path[] };
    this.#breaks.push(frame);
    const once = copyPath(path);
    this.#statement(body, once);
    this.#breaks.pop();
    if (endless) path.live = false;
    else if (runsOnce) Object.assign(path, once);
    else meet(path, once);
    for (const way of frame.paths) meet(path, way);
  }

  #switch(node: TSESTree.SwitchStatement, path: Path): void {
    this.#expression(node.discriminant, path);
    const frame = { loop: undefined, label: undefined, paths: [] as Path[] };
    this.#breaks.push(frame);
    const before = copyPath(path);
    let through: Path | undefined;
    for (const branch of node.cases) {
      const start = copyPath(before);
      if (through?.live) meet(start, through);
      this.#statements(branch.consequent, start);
      through = start;
    }
    this.#breaks.pop();
    const hasDefault = node.cases.some((branch) => branch.test === null);
    Object.assign(path, copyPath(before), { live: !hasDefault });
    if (through) meet(path, through);
    for (const way of frame.paths) meet(path, way);
  }

  #jump(node: TSESTree.BreakStatement | TSESTree.ContinueStatement, path: Path): void {
    for (let index = this.#breaks.length - 1; index >= 0; index--) {
      const frame = this.#breaks[index]!;
      if (node.type === "ContinueStatement" && !frame.loop) continue;
      if (node.label && frame.label !== node.label.name) continue;
      if (node.type === "BreakStatement" || frame.loop === "ending") frame.paths.push(copyPath(path));
      path.live = false;
      return;
    }
    // It leads out of the block that is walked by itself, to a loop around it.
    this.#end(path, node);
  }

  #return(value: Node | undefined, path: Path, at: Node): void {
    this.#returned(value, path, at);
    if (this.#returns && path.live) {
      this.#returns.push(copyPath(path));
      path.live = false;
    } else this.#end(path);
  }

  /** Each arm of `return ok ? a : b` is an end of its own. */
  #returned(value: Node | undefined, path: Path, at: Node): void {
    const inner = value && unwrap(value);
    if (inner?.type === "ConditionalExpression") {
      this.#expression(inner.test, path);
      this.#branches(path, [
        (arm) => this.#returned(inner.consequent, arm, at),
        (arm) => this.#returned(inner.alternate, arm, at),
      ]);
      return;
    }
    if (value) this.#expression(value, path);
    if (path.live) this.#hooks.onReturn?.(value, path, this.#around, at);
  }

  #throw(node: TSESTree.ThrowStatement, path: Path): void {
    this.#expression(node.argument, path);
    if (!path.live) return;
    const frame = this.#tries.at(-1);
    if (frame) {
      this.#hooks.onCaughtThrow?.(node, frame.clause, path, this.#around);
      frame.thrown.push(copyPath(path));
    } else {
      this.#hooks.onThrow?.(node, path, this.#around);
      this.#end(path);
    }
    path.live = false;
  }

  #try(node: TSESTree.TryStatement, path: Path): void {
    const before = copyPath(path);
    const frame: TryFrame | undefined = node.handler ? { thrown: [], clause: node.handler } : undefined;
    if (frame) this.#tries.push(frame);
    this.#statement(node.block, path);
    if (frame) this.#tries.pop();
    if (node.handler) {
      // Any call inside the block may throw, so nothing that it records is sure to have run.
      const caught = before;
      for (const way of frame!.thrown) for (const record of way.may) caught.may.add(record);
      const written = [...path.must].filter((record) => !caught.must.has(record));
      const outer = this.#caughtBy;
      this.#caughtBy = node.handler;
      this.#statement(node.handler.body, caught);
      this.#caughtBy = outer;
      // A record that fails is no way without one.
      if (isTriedAlone(node, written)) for (const record of written) addRecord(caught, record);
      meet(path, caught);
    }
    if (node.finalizer) this.#finally(node, path);
  }

  #finally(node: TSESTree.TryStatement, path: Path): void {
    const alone = startPath();
    this.#statement(node.finalizer!, alone);
    this.#hooks.onFinally?.(node, alone.must);
    if (!path.live) return;
    for (const record of alone.must) addRecord(path, record);
    for (const record of alone.may) path.may.add(record);
    if (!alone.live) path.live = false;
  }

  #expression(node: Node, path: Path): void {
    if (!path.live) return;
    switch (node.type) {
      case "FunctionExpression":
      case "ArrowFunctionExpression":
      case "FunctionDeclaration":
      case "ClassExpression":
        return;
      case "ConditionalExpression":
        this.#expression(node.test, path);
        if (runsNothing(node.consequent) && runsNothing(node.alternate)) return;
        return this.#branches(path, [
          (arm) => this.#expression(node.consequent, arm),
          (arm) => this.#expression(node.alternate, arm),
        ]);
      case "LogicalExpression":
        this.#expression(node.left, path);
        if (runsNothing(node.right)) return;
        return this.#branches(path, [(arm) => this.#expression(node.right, arm), () => undefined]);
      case "AssignmentExpression":
        this.#expression(node.right, path);
        this.#hooks.onAssignment?.(node, path, this.#around);
        return;
      case "YieldExpression":
        if (!node.argument) return;
        this.#expression(node.argument, path);
        this.#hooks.onYield?.(node.argument, path);
        return;
      case "UpdateExpression":
        this.#hooks.onAssignment?.(node, path, this.#around);
        return;
      case "CallExpression":
      case "NewExpression":
        return this.#call(node, path);
      case "TaggedTemplateExpression": {
        for (const value of node.quasi.expressions) this.#expression(value, path);
        const record = this.#hooks.recordOfTemplate?.(node);
        if (record) addRecord(path, record);
        return;
      }
      default:
        forEachChild(node, (child) => this.#expression(child, path));
    }
  }

  #call(call: CallNode, path: Path): void {
    const callee = unwrap(call.callee);
    if (isFunction(callee)) {
      this.#callbackOf(callee, path, true);
    } else this.#expression(call.callee, path);
    const runs = runsCallbacks(call);
    const formats = calleeName(call) === "format";
    for (const argument of call.arguments) {
      const value = unwrap(argument);
      if (isFunction(value)) this.#callbackOf(value, path, runs);
      else if (value.type === "ObjectExpression") this.#options(value, path, runs, formats);
      else this.#expression(argument, path);
    }
    if (!path.live) return;
    const record = this.#hooks.recordOf(call);
    if (record) addRecord(path, record);
    if (call.type === "CallExpression" && this.#hooks.onCall?.(call, path, this.#around)) {
      this.#end(path);
    }
  }

  /**
   * `withClient({ request, handler: async () => { … } })`: the callback is one of the options.
   * @param any each function is one: `res.format({ html: () => …, json: () => … })` runs the one that is asked for
   */
  #options(options: TSESTree.ObjectExpression, path: Path, runs: boolean, any: boolean): void {
    for (const option of options.properties) {
      const value = option.type === "Property" && (any || isHandlerProperty(option)) ? unwrap(option.value) : undefined;
      if (value && isFunction(value)) this.#callbackOf(value, path, runs);
      else this.#expression(option, path);
    }
  }

  /** A callback is walked where it is handed over; what follows counts on its records only when it surely has run. */
  #callbackOf(fn: FunctionNode, path: Path, runs: boolean): void {
    const inside = copyPath(path);
    if (!runs) inside.open.clear();
    const outer = {
      callback: this.#callback,
      returns: this.#returns,
      tries: this.#tries.splice(0),
      breaks: this.#breaks.splice(0),
    };
    this.#callback = fn;
    this.#returns = runs ? [] : undefined;
    this.#body(fn, inside);
    for (const way of this.#returns ?? []) meet(inside, way);
    if (runs && inside.live) Object.assign(path, inside);
    else this.#end(inside);
    this.#callback = outer.callback;
    this.#returns = outer.returns;
    this.#tries.push(...outer.tries);
    this.#breaks.push(...outer.breaks);
  }
}

/** `ok ? 200 : 401`: all ways of an answer need not be copied for each of two values. */
function runsNothing(node: Node): boolean {
  if (node.type === "MemberExpression") return !node.computed && runsNothing(node.object);
  return node.type === "Literal" || node.type === "Identifier";
}

function labelOf(node: Node): string | undefined {
  return node.parent?.type === "LabeledStatement" ? node.parent.label.name : undefined;
}
