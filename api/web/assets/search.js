// Results follow the keyboard: after a short pause the page of the query is
// fetched and its region swapped. Without this script the form does the same.
const box = document.getElementById("q");
const region = document.getElementById("region");
const status = document.getElementById("status");
const pause = 150;
let timer;
let running;

async function follow() {
  running?.abort();
  running = new AbortController();
  const url = "/search?" + new URLSearchParams(new FormData(box.form));
  try {
    const answer = await fetch(url, { headers: { "X-Samband-Region": "1" }, signal: running.signal });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    region.replaceChildren(...page.body.childNodes);
    history.replaceState(null, "", url);
    const heading = region.querySelector("h1.count");
    status.textContent = heading ? heading.textContent : "";
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
}

box.addEventListener("input", () => {
  clearTimeout(timer);
  if (box.value.trim().length > 1) timer = setTimeout(follow, pause);
});

const hit = document.querySelector(".passage.hit");
if (hit) {
  hit.scrollIntoView({ block: "center" });
  hit.focus({ preventScroll: true });
}
