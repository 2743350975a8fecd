// Hears by WebSocket what is committed. Comes back by itself when the server has been away.

const LONGEST = 10_000;
let socket = null, pause = 500, timer = null, silence = null, wanted = false;

function tell(type, detail) {
  document.dispatchEvent(new CustomEvent(type, { detail }));
}

function later() {
  clearTimeout(timer);
  if (!wanted) return;
  timer = setTimeout(open, pause * (0.75 + Math.random() / 2));
  pause = Math.min(LONGEST, pause * 2);
}

function heard() {
  clearTimeout(silence);
  silence = setTimeout(() => socket?.close(), 60_000);
}

function open() {
  clearTimeout(timer);
  const address = (location.protocol === "https:" ? "wss://" : "ws://") + location.host + "/api/v1/live";
  socket = new WebSocket(address);
  socket.onopen = () => { pause = 500; heard(); tell("live-open"); };
  socket.onmessage = event => { heard(); tell("notice", JSON.parse(event.data)); };
  socket.onclose = () => { clearTimeout(silence); socket = null; tell("live-closed"); later(); };
}

export function start() {
  wanted = true;
  if (!socket) open();
}

export function stop() {
  wanted = false;
  clearTimeout(timer);
  socket?.close();
}

for (const event of ["online", "visibilitychange"]) {
  (event === "online" ? window : document).addEventListener(event, () => {
    if (wanted && !socket && !document.hidden) { pause = 500; open(); }
  });
}
