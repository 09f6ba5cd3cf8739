/**
 * What an analysis may ask of the files around the one that it looks at. The answers are summaries, made elsewhere (see
 * src/project): the engine itself reads one file and touches no disk. Whatever cannot be told is undefined, so that no
 * finding is worse for the asking.
 */
import type { Outcome } from "./vocabulary/outcome.js";
import type { RecordStrength } from "./vocabulary/record-strength.js";

/** Where the number in an answer comes from. */
export interface StatusSource {
  /** The argument that gives it: as it is, or as a field of it, such as `status`. */
  readonly argument: { readonly index: number; readonly field: string | undefined } | undefined;
  /** The status without that argument; undefined when it is not known. */
  readonly otherwise: number | undefined;
}

/** How a helper answers for its caller. */
export interface HelperAnswer {
  /** The argument on which it answers, `res`; undefined when it returns the response. */
  readonly response: number | undefined;
  readonly status: StatusSource;
  /** Known also where several statuses of one kind are possible. */
  readonly outcome: Outcome | undefined;
  /** What it records beside its answers, at its weakest. */
  readonly recorded: RecordStrength | undefined;
}

/** The refusal that a check gives back for its caller to answer with: `return { error: "no", status: 401 }`. */
export interface GivenRefusal {
  readonly status: number;
  /** What the check records wherever it refuses, at its weakest. */
  readonly recorded: RecordStrength | undefined;
}

/** What an exported name means for those who import it. */
export interface ExportSummary {
  /** The strongest record that every way through the function leaves; of a list of middleware, what one of them audits. */
  readonly records: RecordStrength | undefined;
  /** What every way through the function leaves that gives back nothing, or false: a check that says no. */
  readonly recordsWhenRefusing: RecordStrength | undefined;
  /** True for a function without a statement: whatever it is called, it does nothing. */
  readonly idle: boolean;
  /** What every way through the functions that it returns leaves: a wrapper, or a factory of middleware. */
  readonly wraps: RecordStrength | undefined;
  readonly answers: HelperAnswer | undefined;
  readonly refuses: GivenRefusal | undefined;
  /** True for the instance of an authentication library whose hooks write audit events. */
  readonly auditsInHooks: boolean;
  /** By the place of an argument: true when a failure that is handed over there is kept by nobody. */
  readonly dropsFailure: readonly boolean[];
  /** True when it catches failures of its own and records them: its caller has none left to record. */
  readonly recordsOwnFailures: boolean;
  /** Takes secrets out of what it is given. */
  readonly redacts: boolean;
  /** The fields of what it is given that it only hashes or masks. */
  readonly clears: readonly string[];
  /** The status that an error of this class, or one that this function makes, is answered with. */
  readonly thrown: StatusSource | undefined;
  /** By the place of a parameter: the text of its type; undefined where it has none. */
  readonly parameterTypes: readonly (string | undefined)[];
  /** The fields that it lets through, where it is the schema of an object. */
  readonly letsThrough: readonly string[];
  /** The constant that the name stands for. */
  readonly value: string | number | undefined;
}

/** One of the things that a value may be. */
export type Kind =
  /** `null` or `undefined`. */
  | { readonly is: "nothing" }
  | { readonly is: "constant"; readonly value: string | number | boolean }
  /** Text, a number or the like, as an id is. */
  | { readonly is: "plain" }
  | ObjectKind
  | { readonly is: "unknown" };

export interface ObjectKind {
  readonly is: "object";
  /** Of its type or class. */
  readonly name: string | undefined;
  readonly fields: ReadonlyMap<string, Shape>;
  /** `open` where it may have other fields, `literal` where it is written out, with a type that nobody has declared. */
  readonly extent: "declared" | "literal" | "open";
}

/** All that a value may be, by types and by objects that are returned: see analysis/shapes. */
export type Shape = readonly Kind[];

/** Of which value of an export the shape is asked. */
export type Facet =
  /** What the function returns, or the promise of it holds. */
  | "returned"
  /** A value of the type. */
  | "type"
  /** What a function of that type is given as the parameter of that number. */
  | `parameter ${number}`
  /** What the function hands to the function that it is given as its argument of the first number, as the second's parameter. */
  | `handed ${number} ${number}`;

/** Where another file mounts a router of this one. */
export interface Mount {
  /** The path before the router's own routes: `/api/admin`. */
  readonly prefix: string;
  /** What the middleware before it records, at its strongest. */
  readonly strength: RecordStrength | undefined;
  /** True behind middleware that turns strangers away. */
  readonly guarded: boolean;
  /** True behind middleware that turns away all but administrators. */
  readonly forAdmins: boolean;
}

/** How another file registers a handler of this one. */
export interface Registered {
  /**
   * The handler, as an export and members of it: see `Neighbours.exportOf`. `()` stands for what the function before it
   * makes.
   */
  readonly path: readonly string[];
  readonly route: string;
  /** Upper case; undefined where it is registered for any. */
  readonly method: string | undefined;
  /** What middleware, wrappers and the mounts of its router record around it, at their strongest. */
  readonly strength: RecordStrength | undefined;
  /** As in `Mount`. */
  readonly guarded: boolean;
  /** As in `Mount`. */
  readonly forAdmins: boolean;
  /** True where a route file of Next.js's App Router exports it: it answers as such a route does. */
  readonly inRouteFile: boolean;
}

/** A function of this file that another one puts on an app for all errors. */
export interface ErrorMiddleware {
  /** As in `Registered`. */
  readonly path: readonly string[];
  /** True where nothing else that the app is given may record errors. */
  readonly alone: boolean;
}

/** Where errors end that handlers throw or pass on. */
export interface ErrorsEnd {
  /** What is recorded of each, at its strongest; undefined where they are known to be answered, and nothing is kept. */
  readonly strength: RecordStrength | undefined;
  /** True where what an async handler throws gets there without a wrapper. */
  readonly takesAsync: boolean;
}

/**
 * What is to be found out, so that most files need not be parsed for it: `audit` is asked only where the other file's text speaks
 * of auditing, `answer` where it speaks of that or of responses, `redaction` where it may put a placeholder.
 */
export type Question = "anything" | "audit" | "answer" | "redaction";

/** How an import may name a module of the project by an alias of the tsconfig that holds for it. */
export interface Alias {
  /** `@/` */
  readonly begins: string;
  /** `@/lib/logging` */
  readonly specifier: string;
}

export interface Neighbours {
  /**
   * @param from path of the file that imports, as its view has it
   * @param specifier as it is written there
   * @param path the export's name (`default`; `*` for the whole module) and the members that follow it
   */
  readonly exportOf: (from: string, specifier: string, path: readonly string[], question?: Question) => ExportSummary | undefined;
  /** What a value is made of that an export gives or takes, as far as it says who is calling. */
  readonly shapeOf: (from: string, specifier: string, path: readonly string[], facet: Facet) => Shape | undefined;
  /**
   * What may stand at requests of Express: by the types that the file's package adds to it, or by what middleware there assigns;
   * by those of the whole project where the package has none.
   */
  readonly requestShape: (from: string, by: "types" | "assignments") => Shape | undefined;
  /**
   * What a function of another file leaves behind wherever it does what it is called for, at its weakest: see
   * analysis/records/records-when-done.ts. Found anew each time.
   * @param depth how many functions may call one another for it
   */
  readonly recordsWhenDone: (
    from: string,
    specifier: string,
    path: readonly string[],
    depth: number,
  ) => RecordStrength | undefined;
  /**
   * The one place where the file's export is mounted as a router; undefined when there is none, or several that differ.
   * `register(0)` is the first parameter of what is exported as `register`, to which others hand their routers.
   */
  readonly mountOf: (file: string, exported: string) => Mount | undefined;
  /** Functions of the file that others put on their apps for all requests, error middleware among them. */
  readonly errorMiddlewareIn: (file: string) => readonly ErrorMiddleware[];
  /** What becomes of errors that the file's handlers leave to the framework; undefined where that is not known. */
  readonly errorsOf: (file: string, framework: "express" | "next") => ErrorsEnd | undefined;
  /** The handlers of the file that others register on their apps and routers. */
  readonly registeredIn: (file: string) => readonly Registered[];
  /**
   * The names by alias that a module has in the file, the shortest first.
   * @param module its path from the project's root, `./src/lib/logging`
   */
  readonly aliasesOf: (file: string, module: string) => readonly Alias[];
  /** True when a file of the project imports by the alias: one that nobody uses may lead nowhere when the program runs. */
  readonly isAliasInUse: (begins: string) => boolean;
}

/** A file by itself: what the rest of the project says is not known. */
export const NO_NEIGHBOURS: Neighbours = {
  exportOf: () => undefined,
  shapeOf: () => undefined,
  requestShape: () => undefined,
  recordsWhenDone: () => undefined,
  mountOf: () => undefined,
  errorMiddlewareIn: () => [],
  errorsOf: () => undefined,
  registeredIn: () => [],
  aliasesOf: () => [],
  isAliasInUse: () => false,
};
