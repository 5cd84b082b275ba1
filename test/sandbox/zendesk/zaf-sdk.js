// Stands in for Zendesk's own SDK in the sandbox: the same calls, and the same messages to the page around the app.
(() => {
  const WAITS_MS = 5_000;

  function createClient(origin, appGuid) {
    const handlers = new Map();
    const pending = new Map();
    const instanceGuid = crypto.randomUUID();
    let lastId = 0;
    let register;
    const registered = new Promise((resolve) => {
      register = resolve;
    });
    const send = (message) =>
      window.parent.postMessage(JSON.stringify({ ...message, appGuid, instanceGuid }), origin);

    window.addEventListener("message", (event) => {
      if (event.source !== window.parent || event.origin !== origin || typeof event.data !== "string") return;
      const { id, result, error, key, message } = JSON.parse(event.data);
      if (pending.has(id)) settle(id, { result, error });
      else if (key?.startsWith("zaf.")) emit(key.slice("zaf.".length), message);
    });

    function settle(id, { result, error }) {
      const { resolve, reject } = pending.get(id);
      pending.delete(id);
      if (error) reject(new Error(error.message));
      else resolve(result);
    }

    function emit(name, message) {
      if (name === "app.registered") register(message);
      for (const handler of handlers.get(name) ?? []) handler(message);
    }

    async function ask(request, params) {
      await registered;
      lastId += 1;
      const id = lastId;
      return new Promise((resolve, reject) => {
        pending.set(id, { resolve, reject });
        setTimeout(
          () => pending.has(id) && settle(id, { error: { message: "Invocation request timeout" } }),
          WAITS_MS,
        );
        send({ id, request, params });
      });
    }

    send({ key: "iframe.handshake", message: { version: "2.0-sandbox" } });
    return {
      get: (paths) => ask("get", [paths].flat()),
      invoke: (name, ...args) => ask("invoke", { [name]: args }),
      on(name, handler) {
        handlers.set(name, [...(handlers.get(name) ?? []), handler]);
        send({ key: `iframe.on:${name}`, message: { subscriberCount: handlers.get(name).length } });
      },
    };
  }

  window.ZAFClient = {
    init() {
      const query = new URLSearchParams(window.location.search);
      const [origin, appGuid] = [query.get("origin"), query.get("app_guid")];
      return origin && appGuid ? createClient(origin, appGuid) : false;
    },
  };
})();
