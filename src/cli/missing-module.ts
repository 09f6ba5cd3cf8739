/** Whether what the codemods import is there: a call whose import leads nowhere stops the program that it stands in. */
import { specifierFrom } from "../edits/module-path.js";
import { ModuleResolver } from "../project/resolve-module.js";
import type { Settings } from "../settings.js";
import type { FoundFile } from "./find-files.js";
import type { ChangedFile } from "./plan-file.js";

/** Modules of the project itself; a package may be installed later, or elsewhere. */
const OWN = /^(?:\.|[@~#]\/)/;

/** Tells of each module once a run. */
export class MissingModules {
  readonly #resolver: ModuleResolver;
  readonly #told = new Set<string>();

  /** @param root absolute path of the project's root */
  constructor(root: string) {
    this.#resolver = new ModuleResolver(root);
  }

  /** A warning for each module that the change imports and that is not found, the first time that it is met. */
  warnings({ path, before, after }: ChangedFile, { full }: FoundFile, { emitter, logger }: Settings): string[] {
    return [...new Set([emitter.import, logger.import])].flatMap((module) => {
      const aliases = module.startsWith("./") ? this.#resolver.aliasesOf(module, full) : [];
      const specifiers = [specifierFrom(module, path), ...aliases.map(({ specifier }) => specifier)];
      const specifier = specifiers.find((one) => imports(after, one) && !imports(before, one));
      if (specifier === undefined || this.#told.has(module) || (aliases.length === 0 && !OWN.test(specifier))) return [];
      if (this.#resolver.resolve(specifier, full) !== undefined) return [];
      this.#told.add(module);
      return [
        `${path} is to import ${specifier}, which is not there. \`audit-logging init\` writes a logger and the settings that name it; ` +
          'or name your own with the setting "emitter".',
      ];
    });
  }
}

function imports(text: string, specifier: string): boolean {
  return text.includes(`"${specifier}"`) || text.includes(`'${specifier}'`);
}
