import { NextResponse } from "next/server";
import { withRequestLog } from "./logging.js";

export const proxy = withRequestLog(async () => NextResponse.next(), { route: "/proxy" });
