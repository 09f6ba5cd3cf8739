/** For tests of what is built: dist is there, and no older than its sources. */
export { freshBuild as default } from "../../tools/build.js";
