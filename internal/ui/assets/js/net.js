// The line that says that the network is gone. A form that cannot be sent stays as it is instead of giving way to the
// browser's error page.
//
// A server on the same computer is reached without any network.
const onThisComputer = /^(localhost|127\.|\[::1\])/.test(location.hostname);
const cutOff = () => !navigator.onLine && !onThisComputer;

export function net() {
  const line = document.querySelector("[data-offline]");
  const show = () => {
    if (line) line.hidden = !cutOff();
  };
  addEventListener("online", show);
  addEventListener("offline", show);
  show();
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || !cutOff() || event.target.method === "dialog") return;
    event.preventDefault();
    line?.scrollIntoView({ block: "nearest" });
  }, true);
}
