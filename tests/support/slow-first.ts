/** The order of the files: what is slow begins, so that no long file runs alone at the end while a core has nothing to do. */
import { BaseSequencer, type TestSpecification } from "vitest/node";

export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isQuick = ({ project }: TestSpecification): number => Number(project.name !== "slow");
    return (await super.sort(files)).sort((a, b) => isQuick(a) - isQuick(b));
  }
}
