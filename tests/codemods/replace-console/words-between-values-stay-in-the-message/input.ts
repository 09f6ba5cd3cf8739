export async function POST(request: Request) {
  const { parcels, depot, state, mode } = await request.json();
  console.log("Stored", parcels.length, "parcels");
  console.log("Stored:", parcels.length, "parcels at", depot.id);
  console.log("Depot chosen (asked for", depot.wanted, ")");
  console.log("Depot kept, state", state, "(asked for", mode + ")");
  console.log("Mode:", "by hand", depot.id);
  console.log("Moved", parcels[0].id, "->", depot.id);
  console.log("Moved to", depot.id, "State:", "unknown");
  console.log(`Stored at ${depot.id}`, "with `care`", state);
  console.log("Said", state, 'of "them"');
  console.log(state ? "Sent to:" : "Not sent to:", depot.id);
  return Response.json(parcels);
}
