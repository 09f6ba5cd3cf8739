/** Module specifiers: how one is written in a file, and whether two mean the same module. */

/** `./src/lib/logging` from the project's root, as seen from the file; any other specifier as it is. */
export function specifierFrom(module: string, path: string): string {
  if (!module.startsWith("./")) return module;
  const target = module.slice(2).split("/");
  const folder = path.split("/").slice(0, -1);
  let shared = 0;
  while (shared < folder.length && shared < target.length - 1 && folder[shared] === target[shared]) shared++;
  const up = folder.length - shared;
  return `${up === 0 ? "./" : "../".repeat(up)}${target.slice(shared).join("/")}`;
}

/**
 * True when a specifier in the file means the module of the settings: `../../lib/logging` and `@/lib/logging`, with or
 * without ending. An alias is taken to stand for the project's root or its `src`.
 */
export function isSameModule(specifier: string, module: string, path: string): boolean {
  return specifier === specifierFrom(module, path) || meet(fromRoot(specifier, path), fromRoot(module, ""));
}

/** The same of two specifiers in the file. */
export function isSameImport(specifier: string, other: string, path: string): boolean {
  return specifier === other || meet(fromRoot(specifier, path), fromRoot(other, path));
}

function meet(one: string, other: string): boolean {
  return one === other || one === `src/${other}` || other === `src/${one}`;
}

function fromRoot(specifier: string, path: string): string {
  const plain = specifier.replace(/\.[cm]?[jt]sx?$/, "").replace(/\/index$/, "");
  if (/^[@~#]\//.test(plain)) return plain.slice(2);
  if (!plain.startsWith(".")) return `package:${plain}`;
  const folder = path.split("/").slice(0, -1);
  for (const segment of plain.split("/")) {
    if (segment === "..") folder.pop();
    else if (segment !== ".") folder.push(segment);
  }
  return folder.join("/");
}

/**
 * True for the file that a module is: it cannot import itself.
 * @param from the file that the specifier is written in; a setting counts from the project's root
 */
export function isModuleItself(module: string, path: string, from = ""): boolean {
  const [one, itself] = [fromRoot(module, from), fromRoot(`./${path}`, "")];
  return one === itself || `src/${one}` === itself;
}
