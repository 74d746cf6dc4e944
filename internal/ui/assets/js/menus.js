// Menus and sheets are details elements: they open without script. Here they also close as people expect.
const details = "details.pop, details.sheet-menu";

function close(menu, focus) {
  menu.open = false;
  if (focus) menu.querySelector("summary").focus();
}

export function menus() {
  document.addEventListener("click", (event) => {
    const closer = event.target.closest("[data-close]");
    if (closer) {
      event.preventDefault();
      close(closer.closest("details"), true);
      return;
    }
    for (const menu of document.querySelectorAll(details)) {
      const backdrop = event.target.classList.contains("sheet-back");
      if (menu.open && (backdrop || !menu.contains(event.target))) close(menu, false);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll(details)) if (menu.open) close(menu, true);
  });
}
