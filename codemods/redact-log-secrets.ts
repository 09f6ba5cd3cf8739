/** Takes secrets out of what is logged: drops the field, or writes "[REDACTED]". */
import { transformOf, type Transform } from "./transform.js";

const transform: Transform = transformOf("redact-log-secrets");
export default transform;
