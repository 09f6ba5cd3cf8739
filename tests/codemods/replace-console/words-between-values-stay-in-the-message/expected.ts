import { logger } from "@/lib/logging";

export async function POST(request: Request) {
  const { parcels, depot, state, mode } = await request.json();
  logger.info("Stored parcels", { parcelsLength: parcels.length });
  logger.info("Stored parcels at", { parcelsLength: parcels.length, depotId: depot.id });
  logger.info("Depot chosen, asked for", { wanted: depot.wanted });
  logger.info("Depot kept, state, asked for", { state, mode });
  logger.info("Mode: by hand", { depotId: depot.id });
  logger.info("Moved", { detail: parcels[0].id, depotId: depot.id });
  logger.info("Moved to, State: unknown", { depotId: depot.id });
  logger.info(`Stored at ${depot.id}`, { detail: "with `care`", state });
  logger.info("Said", { state, detail: 'of "them"' });
  logger.info(state ? "Sent to:" : "Not sent to:", { depotId: depot.id });
  return Response.json(parcels);
}
