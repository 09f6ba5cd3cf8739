addEventListener("fetch", (event) => {
  event.respondWith(handle(event.request));
});

async function handle(request) {
  if (!request.headers.get("x-key")) {
    return new Response("Unauthorized", { status: 401 });
  }
  return fetch(request);
}
