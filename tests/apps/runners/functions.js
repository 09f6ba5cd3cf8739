/** Serves every function of the folder at /<its name>, as Supabase's edge runtime does. Runs under Deno. */
const { Deno } = globalThis;
const [folder] = Deno.args;
const handlers = new Map();
const serve = Deno.serve;
for (const { name } of Deno.readDirSync(folder)) {
  if (name.startsWith("_") || name.endsWith(".json")) continue;
  Deno.serve = (handler) => handlers.set(name, handler);
  await import(`file://${folder}/${name}/index.ts`);
}
serve({ port: 0, hostname: "127.0.0.1", onListen: ({ port }) => console.log(`listening http://127.0.0.1:${port}/`) }, (request) => {
  const handler = handlers.get(new URL(request.url).pathname.slice(1));
  return handler ? handler(request) : new Response("no such function", { status: 404 });
});
