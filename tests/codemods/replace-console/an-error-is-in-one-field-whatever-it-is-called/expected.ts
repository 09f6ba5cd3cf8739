import { supabase } from "@/lib/supabase";
import { logger } from "@/lib/logging";

export async function GET(req: Request) {
  const { data, error: authError } = await supabase.auth.getUser();
  if (authError) {
    logger.error("no user", { error: authError });
    return Response.json([], { status: 401 });
  }
  try {
    return Response.json(await supabase.from("orders").select());
  } catch (problem) {
    logger.error("orders failed", { error: problem, userId: data.user.id });
    const dbError = await supabase.explain(problem);
    logger.error("explained", { error: dbError, error2: problem });
    logger.error("told", { dbErrorCode: dbError.code, method: req.method });
    return Response.json([], { status: 500 });
  }
}
