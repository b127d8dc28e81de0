/* The browser's side of the dashboard: clicks and keys become commands, the address and the stores are kept in step.
   No state lives here but what only the browser knows: the width, the color scheme, and what has the focus. */
(function () {
  "use strict";

  var SELECTION = ["event", "article", "at"];
  var sent = 0;

  function set(id, props) { window.dash_clientside.set_props(id, props); }
  function send(what, value) { set("command", { data: { do: what, value: value === undefined ? "" : value, n: ++sent } }); }
  var CHANGES = ["verify", "hide", "keep", "split", "merge", "undo", "redo", "restore"];
  function order(what, value) {
    if (CHANGES.indexOf(what) >= 0) { set("change", { data: { do: what, value: value || "", n: ++sent } }); } else { send(what, value); }
  }
  function byId(id) { return document.getElementById(id); }
  function skip() { return window.dash_clientside.no_update; }

  /* ---- address -------------------------------------------------------------------------------------------------- */

  function split(search) {
    var view = new URLSearchParams(), selected = new URLSearchParams();
    new URLSearchParams(search || "").forEach(function (value, key) {
      (SELECTION.indexOf(key) >= 0 ? selected : view).append(key, value);
    });
    return [view.toString(), selected.toString()];
  }

  function readAddress(search) { return split(search); }

  function narrow(view, before) {
    var query = new URLSearchParams(view || "");
    query.delete("window");
    return query.toString() === before ? skip() : query.toString();
  }

  /* The event alone: who only opens one of its articles, or comes back, keeps the details, their place and the focus in them. */
  function chosen(selected, before) {
    var event = new URLSearchParams(selected || "").get("event"), now = event ? new URLSearchParams({ event: event }).toString() : "";
    return selected === undefined || selected === null || now === before ? skip() : now;
  }

  function writeAddress(view, selected) {
    if (view === undefined || view === null) { return; }
    var query = [view, selected].filter(Boolean).join("&");
    var before = split(window.location.search), now = split("?" + query);
    if (before[0] === now[0] && before[1] === now[1]) { return; }
    var address = window.location.pathname + (query ? "?" + query : "");
    /* Opening an article is a step that "back" undoes; everything else only changes what the address says. */
    var opened = now[1].indexOf("article=") >= 0 && before[1].indexOf("article=") < 0;
    window.history[opened ? "pushState" : "replaceState"](null, "", address);
  }

  window.addEventListener("popstate", function () {
    var both = split(window.location.search);
    set("view", { data: both[0] });
    set("selected", { data: both[1] });
  });

  function exportLinks(view, scope) {
    var query = scope === "all" || !view ? "" : "?" + view;
    return Array.prototype.map.call(document.querySelectorAll("#export a.format"), function (link) {
      return link.getAttribute("href").split("?")[0] + query;
    });
  }

  /* ---- chart and overview ---------------------------------------------------------------------------------------- */

  function brushed(value) {
    /* The server moves the handles too; only what a person does with them is a command. */
    var holder = document.querySelector(".brush-line");
    if (!value || !holder || !(holder.contains(document.activeElement) || holder.matches(":active"))) { return; }
    send("slide", value);
  }

  function nameHandles(words) {
    var names = [byId("brush-line").dataset.start, byId("brush-line").dataset.end];
    document.querySelectorAll("#brush [role=slider]").forEach(function (handle, i) {
      handle.setAttribute("aria-label", names[i]);
      handle.setAttribute("aria-valuetext", (words || [])[i] || "");
    });
  }

  /* The server draws; the browser only puts the drawing in its place.  All words in it are text: its scripts would not run. */
  function draw(words, id) {
    var place = byId(id.replace("-drawing", ""));
    if (!words || !place) { return; }
    var first = byId("first");
    if (first) { first.remove(); }
    place.replaceChildren(document.adoptNode(new DOMParser().parseFromString(words, "image/svg+xml").documentElement));
    /* What a mark says stands beside it at once, not only after the browser's own second. */
    place.querySelectorAll("title").forEach(function (title) { title.parentNode.said = title.textContent; title.remove(); });
    place.dataset.drawings = Number(place.dataset.drawings || 0) + 1;
  }

  /* The mark under the pointer whose middle is nearest: in a crowd the areas that can be pointed at cover each other. */
  function markAt(event) {
    var found = document.elementsFromPoint(event.clientX, event.clientY).filter(function (each) { return each.dataset && each.dataset.event; });
    function away(mark) {
      var box = mark.getBoundingClientRect();
      return Math.max(0, Math.abs(event.clientX - (box.left + box.right) / 2) - (box.width - 22) / 2) + Math.abs(event.clientY - (box.top + box.bottom) / 2);
    }
    return found.sort(function (a, b) { return away(a) - away(b); })[0] || null;
  }

  function chartClicked(event) {
    var mark = markAt(event), id = mark ? mark.dataset.event : "";
    if (id && Date.now() - dragged > 300) { send(id.indexOf("days ") === 0 ? "days" : "select", id.replace(/^days /, "")); }
  }

  function watchHover(box) {
    var tip = document.createElement("div");
    tip.className = "tip"; tip.hidden = true; box.appendChild(tip);
    function leave() { tip.hidden = true; box.classList.remove("pointing"); }
    box.addEventListener("pointermove", function (event) {
      var mark = event.buttons ? null : markAt(event);
      if (!mark) { leave(); return; }
      var lines = mark.said.split("\n"), name = document.createElement("b"), area = box.getBoundingClientRect(), at = mark.getBoundingClientRect();
      name.textContent = lines[0];
      tip.replaceChildren(name, document.createElement("br"), lines[1] || "");
      tip.hidden = false; box.classList.add("pointing");
      var x = Math.min(Math.max(event.clientX, at.left), at.right) - area.left + 12, y = (mark.dataset.event.indexOf("days ") === 0 ? event.clientY : at.bottom) - area.top + 2;
      tip.style.left = Math.max(0, x + tip.offsetWidth > area.width ? x - tip.offsetWidth - 20 : x) + "px";
      tip.style.top = (y + tip.offsetHeight > area.height ? Math.max(0, at.top - area.top - tip.offsetHeight - 2) : y) + "px";
    });
    box.addEventListener("pointerleave", leave);
    box.addEventListener("click", chartClicked);
  }

  /* A stretch marked with the mouse becomes the window; the wheel zooms with Ctrl, so that a page can be scrolled past. */
  function places(box, event) {
    var drawing = box.querySelector("svg");
    return drawing ? event.clientX - box.getBoundingClientRect().left + drawing.viewBox.baseVal.x : null;
  }

  function watchChart(box) {
    watchHover(box);
    var from = null, band = document.createElement("div"), wheel = null, turned = 0;
    band.className = "hover-band"; band.hidden = true; box.appendChild(band);
    box.addEventListener("pointerdown", function (event) {
      if (event.pointerType === "mouse" && event.button === 0) { from = { x: places(box, event), client: event.clientX }; }
    }, true);
    window.addEventListener("pointermove", function (event) {
      if (!from || from.x === null) { return; }
      var left = box.getBoundingClientRect().left, a = Math.min(from.client, event.clientX), b = Math.max(from.client, event.clientX);
      band.hidden = b - a < 8;
      if (!band.hidden) { band.style.cssText = "left:" + (a - left) + "px;width:" + (b - a) + "px;height:" + box.clientHeight + "px"; event.preventDefault(); }
    });
    window.addEventListener("pointerup", function (event) {
      if (!band.hidden && from) { send("drag", [from.x, places(box, event)]); dragged = Date.now(); }
      band.hidden = true; from = null;
    });
    box.addEventListener("wheel", function (event) {
      if (!event.ctrlKey) { return; }
      event.preventDefault();
      turned += event.deltaY;
      var x = places(box, event);
      clearTimeout(wheel);
      wheel = setTimeout(function () { if (turned) { send(turned < 0 ? "in" : "out", String(x)); } turned = 0; }, 60);
    }, { passive: false });
  }
  var dragged = 0;

  var seen = "";

  function screen() {
    var box = byId("chart-box");
    if (!box || !box.clientWidth) { return; }
    var data = { width: box.clientWidth, height: window.innerHeight };
    /* Only what is new: the chart's own height changes the box as well. */
    if (JSON.stringify(data) === seen) { return; }
    seen = JSON.stringify(data);
    set("screen", { data: data });
  }

  /* ---- list ------------------------------------------------------------------------------------------------------ */

  function grid() {
    try { return window.dash_ag_grid.getApi("list"); } catch (error) { return null; }
  }

  /* A list that asks for its rows asks again when something else shall be shown, and once more if no answer came through. */
  function viewChanged(view, version) {
    var first = viewChanged.shown === undefined, now = view + "|" + version;
    if (view === undefined || view === null || now === viewChanged.shown) { return; }
    viewChanged.shown = now;
    if (first && view === "") { setTimeout(askAgain, 2500, 3); } else { refill(3); }
  }

  /* The picture first: rows that come at the same time would hold it up, in the browser and on the server. */
  function refill(tries) {
    var drawings = byId("chart").dataset.drawings, waited = 0;
    (function wait() {
      if (byId("chart").dataset.drawings === drawings && waited < 400) { waited += 40; setTimeout(wait, 40); return; }
      setTimeout(fetchRows, 30, tries);
    })();
  }

  function fetchRows(tries) {
    var api = grid();
    if (!api || api.getGridOption("rowModelType") !== "infinite") { return; }
    api.purgeInfiniteCache();
    setTimeout(askAgain, 1500, tries);
  }

  function askAgain(tries) {
    var api = grid(), row = api && api.getDisplayedRowCount() && api.getDisplayedRowAtIndex(Math.max(api.getFirstDisplayedRowIndex(), 0));
    if (row && !row.data && tries) { refill(tries - 1); }
  }

  /* Three widths as in the style sheet: all columns; those that fit beside the details; one column of cards. */
  function fit() {
    var api = grid(), width = window.innerWidth;
    if (!api) { return; }
    var cards = width < 760, side = width < 1200, row = cards ? 78 : side ? 46 : 28, asks = api.getGridOption("rowModelType") === "infinite";
    if (cards !== fit.cards && (cards || fit.cards)) {
      /* A hidden cell that spans rows would leave rows without any cell. */
      var columns = api.getColumnDefs();
      columns.forEach(function (column) { if (column.field === "when") { column.spanRows = !cards; } });
      if (!asks) { api.setGridOption("columnDefs", columns); }
    }
    fit.cards = cards;
    api.setColumnsVisible(["when", "word"], !cards);
    api.setColumnsVisible(["layer", "sources"], !side);
    api.setColumnWidths([{ key: "when", newWidth: side ? 140 : 278 }, { key: "word", newWidth: side ? 106 : 116 }]);
    api.applyColumnState({ state: [{ colId: "what", flex: 1 }] });
    api.setGridOption("headerHeight", cards ? 0 : 30);
    if (row !== (fit.row || 28)) {
      fit.row = row; api.setGridOption("rowHeight", row);
      /* A list that asks for its rows places them by the height it was made with. */
      if (asks) { fetchRows(3); } else { api.refreshCells({ force: true }); }
    }
    /* Where the page scrolls, a short list is shown whole and a long one keeps its own scroll bar. */
    var number = api.getDisplayedRowCount(), whole = number * row + (cards ? 2 : 34);
    byId("rows").style.height = side ? (number <= 100 && !asks ? whole : Math.max(window.innerHeight * 0.8, 320)) + "px" : "";
    byId("rows").classList.add("fitted");
  }

  /* Before the first rows are seen: a row that moves while somebody reaches for it is missed.
     A list that asks for its rows knows no height of them until it has begun to ask. */
  (function fitFirst() {
    var api = window.dash_ag_grid && byId("list") && grid();
    if (!api || (api.getGridOption("rowModelType") === "infinite" && !api.getDisplayedRowCount())) { setTimeout(fitFirst, 30); return; }
    fit();
  })();

  var selectedId = "";

  function showSelected(selected) {
    selectedId = new URLSearchParams(selected || "").get("event") || "";
    if (grid()) { fit(); }
    clearTimeout(showSelected.later);
    markSelected(20);
  }

  /* Rows may come after the selection, or once more: it is looked after for two seconds. */
  function markSelected(tries) {
    var id = selectedId, api = grid(), node = api && id && api.getRowNode(id), changed = id !== markSelected.shown;
    if (tries && id) { showSelected.later = setTimeout(markSelected, 100, tries - 1); }
    if (!api || (node && node.isSelected())) { return; }
    api.forEachNode(function (each) { if (each.isSelected() && each !== node) { each.setSelected(false); } });
    if (!node) { if (!id) { markSelected.shown = ""; } return; }
    node.setSelected(true);
    markSelected.shown = id;
    if (changed && node.rowIndex !== null && node.rowIndex !== undefined) { api.ensureIndexVisible(node.rowIndex); }
  }

  var functions = window.dashAgGridFunctions = window.dashAgGridFunctions || {};
  var later = null;

  functions.cellFocused = function (event) {
    if (event.rowIndex === null || event.rowIndex === undefined || !document.activeElement || !byId("rows").contains(document.activeElement)) { return; }
    var node = event.api.getDisplayedRowAtIndex(event.rowIndex);
    clearTimeout(later);
    /* Only who moves through the list chooses: Tab passes by. */
    if (node && node.data && node.data.id !== selectedId && moving) {
      later = setTimeout(function () { send("select", node.data.id); }, 150);
    }
  };
  /* The rows are one stop for Tab; the arrows go from one to the next. */
  functions.leaveList = function () { return false; };
  functions.rowClicked = function (event) {
    clearTimeout(later);
    if (event.data) { send("select", event.data.id); }
  };
  functions.cellKey = function (event) {
    if (event.event.key !== "Enter" || !event.data) { return; }
    clearTimeout(later);
    if (event.data.id !== selectedId) { send("select", event.data.id); }
    focusOn(function () { return byId("panel"); });
  };
  functions.byOrder = function (a, b, one, two) { return one.data.order - two.data.order; };
  functions.byIndependent = function (a, b, one, two) { return one.data.independent - two.data.independent; };
  functions.rowClass = function (params) { return params.data && params.data.minor ? "minor" : ""; };

  var components = window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {};

  components.What = function (props) {
    var e = window.React.createElement, row = props.data;
    if (!row) { return null; }
    if (window.innerWidth < 760) { return card(e, props, row); }
    return e("span", { title: row.what, className: "clip" }, e("i", { className: "mark mark--" + row.family + (row.planned ? " mark--planned" : ""), "aria-hidden": "true" }),
      row.what, row.note ? e("span", { className: "quiet" }, " · " + row.note) : null);
  };
  components.When = function (props) {
    return window.React.createElement("span", { className: "clip", title: props.value }, props.value);
  };

  function card(e, props, row) {
    var before = props.api.getDisplayedRowAtIndex(props.node.rowIndex - 1);
    var again = before && before.data && before.data.when === row.when;
    return e("span", { className: "card" }, e("b", { className: again ? "again" : "" }, row.when),
      e("span", null, e("i", { className: "mark mark--" + row.family + (row.planned ? " mark--planned" : ""), "aria-hidden": "true" }), row.what),
      e("span", { className: "st st--" + row.status }, row.word));
  }
  components.Status = function (props) {
    return props.data ? window.React.createElement("span", { className: "st st--" + props.data.status }, props.data.word) : null;
  };

  /* ---- clicks ---------------------------------------------------------------------------------------------------- */

  var own = {
    keys: function () { byId("keys").showModal(); },
    shut: function (control) { control.closest("dialog").close(); },
    edit: function () { open("edit-dialog"); },
    comment: function () { open("comment-dialog"); },
    joining: function () { set("comparing", { data: "" }); open("joining-dialog"); },
    compare: function (control) {
      set("comparing", { data: control.dataset.value });
      focusWhen(control.dataset.value ? "#merge-beside table" : "#merge-list .option");
    },
    splitting: function () { byId("split-error").textContent = ""; open("splitting-dialog"); },
    pick: function (control) { control.setAttribute("aria-checked", String(control.getAttribute("aria-checked") !== "true")); },
    "split-off": splitOff,
    journal: function () { record("journal"); },
    hidden: function () { record("hidden"); },
    notes: function () { record("notes"); },
    language: function (control) {
      var query = new URLSearchParams(window.location.search);
      query.set("lang", control.dataset.value);
      window.location.search = query.toString();
    },
    correct: function () { byId("correct-dialog").showModal(); },
    refresh: function () { show(latest.version); },
    letters: function (control) { letters = control.getAttribute("aria-pressed") !== "true"; control.setAttribute("aria-pressed", String(letters)); },
    scope: function (control) {
      control.parentNode.querySelectorAll(".option").forEach(function (each) { each.setAttribute("aria-checked", String(each === control)); });
      set("export-scope", { data: control.dataset.value });
    },
    copy: function (control) {
      var words = control.textContent;
      window.navigator.clipboard.writeText(window.location.href).then(function () {
        control.textContent = control.dataset.done;
        setTimeout(function () { control.textContent = words; }, 2000);
      });
    },
    marks: function (control) { toggle(control, "unmarked", true); },
    remains: function (control) { toggle(control, "trimmed", false); }
  };
  var letters = true;

  /* A newer version of the timeline is taken into view, without a word on it. */
  function show(version) {
    changed.quiet = true;
    set("version", { data: version });
  }
  function latest(version) { latest.version = version; }

  function record(name) {
    if (!byId(name + "-dialog")) { return; }
    set("record", { data: name });
    byId(name + "-dialog").showModal();
  }

  /* Some of the sentences become an event of their own; all or none would change nothing. */
  function splitOff() {
    var rows = Array.prototype.slice.call(document.querySelectorAll("#split-list [data-do=pick]"));
    var picked = rows.filter(function (row) { return row.getAttribute("aria-checked") === "true"; });
    var wrong = byId("split-error");
    wrong.textContent = !picked.length || picked.length === rows.length ? wrong.dataset.none : "";
    if (!wrong.textContent) { set("change", { data: { do: "splitoff", value: picked.map(function (row) { return row.dataset.value; }).join(" "), n: ++sent } }); }
  }

  function open(id) {
    if (byId("acts").hidden || !byId(id)) { return; }
    byId(id).showModal();
    var field = byId(id).querySelector("input, textarea");
    if (field) { field.focus(); }
  }

  /* A change was made: forms close, and a word on it stands for ten seconds, longer while it has the focus. */
  var fading = null;
  function changed(version) {
    var before = changed.version, toast = byId("toast");
    changed.version = version;
    if (before === undefined || changed.quiet) { changed.quiet = false; return; }
    document.querySelectorAll("dialog[open]").forEach(function (each) { each.close(); });
    toast.hidden = false;
    clearTimeout(fading);
    (function fade() {
      fading = setTimeout(function () { if (toast.contains(document.activeElement)) { fade(); } else { toast.hidden = true; } }, 10000);
    })();
  }

  function toggle(control, name, inverse) {
    var on = control.getAttribute("aria-pressed") !== "true";
    control.setAttribute("aria-pressed", String(on));
    byId("art").classList.toggle(name, inverse ? !on : on);
  }

  document.addEventListener("click", function (event) {
    var control = event.target.closest("[data-do]");
    closeMenus(event.target);
    if (!control || event.ctrlKey || event.metaKey || event.shiftKey || event.button) { return; }
    if (control.tagName === "A") { event.preventDefault(); }
    var what = control.dataset.do;
    if (own[what]) { own[what](control); } else { order(what, control.dataset.value); }
    if (what === "select" || what === "step") { focusAfter("panel-title", control); }
    if (what === "article") { byId("art").classList.remove("unmarked", "trimmed"); opener = control.closest(".src") ? control.closest(".src").dataset.mention : ""; focusAfter("article-title", control); }
    if (what === "back") { focusAfter("panel-title", control); }
    if (what === "close") { focusAfter("list-title", control); }
  });

  var opener = "";

  /* The control that was used may be gone after the answer: then the focus goes to where the answer stands. */
  function focusAfter(id, control) {
    var tries = 0;
    (function look() {
      var target = byId(id), there = target && target.offsetParent !== null;
      var gone = !document.contains(control) || control.offsetParent === null;
      if (there && id === "article-title") {
        var here = document.querySelector("#article [data-focus]");
        (here || target).scrollIntoView({ block: here ? "center" : "start" });
        target.focus({ preventScroll: true });
      } else if (there && gone) {
        target.focus({ preventScroll: id !== "panel-title" });
      } else if (tries++ < 60) { setTimeout(look, 50); }
    })();
  }

  /* What was chosen stands in another place of the dialog, or the choice itself does: the focus goes there. */
  function focusWhen(selector, tries) {
    var target = document.querySelector(selector);
    if (target) { (target.closest("[tabindex]") || target).focus(); } else if ((tries || 0) < 60) { setTimeout(focusWhen, 50, selector, (tries || 0) + 1); }
  }

  function closeMenus(target, focus) {
    document.querySelectorAll("details.drop-down[open]").forEach(function (menu) {
      if (target && menu.contains(target) && !target.closest(".menu--lanes, .menu--more, .format")) { return; }
      menu.removeAttribute("open");
      if (focus) { menu.querySelector("summary").focus(); }
    });
  }

  document.addEventListener("toggle", function (event) {
    var menu = event.target;
    if (!menu.matches || !menu.matches("details.drop-down")) { return; }
    if (menu.dataset.facet) { set("menu", { data: menu.open ? menu.dataset.facet : "" }); }
    if (!menu.open) { return; }
    document.querySelectorAll("details.drop-down[open]").forEach(function (other) { if (other !== menu) { other.removeAttribute("open"); } });
    var box = menu.querySelector(".menu"), field = box.querySelector("input[type=search], input[type=text]");
    box.classList.toggle("menu--end", menu.getBoundingClientRect().left + box.offsetWidth > window.innerWidth - 8);
    if (field) { field.focus(); }
  }, true);

  /* ---- words ----------------------------------------------------------------------------------------------------- */

  var typing = null;
  document.addEventListener("input", function (event) {
    if (event.target.id !== "search") { return; }
    clearTimeout(typing);
    var value = event.target.value;
    typing = setTimeout(function () { send("words", value); }, 120);
  });

  var moving = false;
  document.addEventListener("keydown", function (event) { moving = event.key !== "Tab" && event.key !== "Shift"; }, true);

  /* ---- keys ------------------------------------------------------------------------------------------------------ */

  function inField(target) { return target.matches("input, textarea, select, [contenteditable]") ; }

  document.addEventListener("keydown", function (event) {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !inField(event.target) && byId("acts")) {
      order(event.shiftKey ? "redo" : "undo"); event.preventDefault(); return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) { return; }
    var target = event.target, key = event.key;
    if (key === "Escape") { return escape(target, event); }
    if (inField(target) || document.querySelector("dialog[open]")) { return; }
    if (key === "Enter" && target.matches(".src")) { target.querySelector(".open").click(); return; }
    if ((key === "ArrowLeft" || key === "ArrowRight") && !target.closest("[role=slider]")) {
      if (target.closest(".pic")) { send(key === "ArrowLeft" ? "left" : "right"); event.preventDefault(); return; }
      if (target.closest("#panel")) { nextSource(key === "ArrowLeft" ? -1 : 1, target); event.preventDefault(); return; }
    }
    if ((key === "ArrowUp" || key === "ArrowDown") && !target.closest(".ag-root, .menu, #panel, #art, [role=slider]")) {
      send("step", key === "ArrowUp" ? "-1" : "1"); event.preventDefault(); return;
    }
    if (!letters) { return; }
    var letter = { "+": "in", "=": "in", "-": "out", "−": "out", "0": "all" }[key];
    if (letter) { send(letter); event.preventDefault(); }
    if ("vec".indexOf(key) >= 0 && !byId("acts").hidden) {
      if (key === "v") { order("verify"); } else { open(key === "e" ? "edit-dialog" : "comment-dialog"); }
      event.preventDefault();
    }
    if (key === "/") { byId("search").focus(); byId("search").select(); event.preventDefault(); }
    if (key === "?") { byId("keys").showModal(); event.preventDefault(); }
  });

  function escape(target, event) {
    if (document.querySelector("dialog[open]")) { return; }
    if (document.querySelector("details.drop-down[open]")) { closeMenus(null, true); event.preventDefault(); return; }
    if (target.id === "search" && target.value) { send("words", ""); return; }
    if (!byId("art").hidden) { send("back"); focusBack(); return; }
    if (selectedId) { send("close"); var api = grid(); byId("list-title").focus(); }
  }

  function focusBack() {
    focusOn(function () { return (opener && document.querySelector('[data-mention="' + window.CSS.escape(opener) + '"]')) || byId("panel"); });
  }

  /* The focus goes to what the answer of the server makes visible, as soon as it is. */
  function focusOn(find, tries) {
    var target = find();
    if (target && target.offsetParent !== null) { target.focus(); } else if ((tries || 0) < 200) { setTimeout(focusOn, 30, find, (tries || 0) + 1); }
  }

  function nextSource(step, target) {
    var all = Array.prototype.slice.call(document.querySelectorAll("#panel .src"));
    var next = all[Math.min(Math.max(all.indexOf(target.closest(".src")) + step, 0), all.length - 1)];
    if (next) { next.focus(); }
  }

  /* ---- screen ---------------------------------------------------------------------------------------------------- */

  var settling = null;
  function settle() { clearTimeout(settling); settling = setTimeout(screen, 120); }

  (function begin() {
    var box = byId("chart-box");
    if (!box || !window.dash_clientside.set_props) { setTimeout(begin, 20); return; }
    screen();
    watchChart(box);
    new ResizeObserver(settle).observe(box);
    window.addEventListener("resize", function () { settle(); fit(); });
  })();

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.timeline = {
    readAddress: readAddress, narrow: narrow, chosen: chosen, writeAddress: writeAddress, exportLinks: exportLinks, brushed: brushed, nameHandles: nameHandles,
    draw: draw, viewChanged: viewChanged, showSelected: showSelected, changed: changed,
    latest: latest
  };
  window.timelineCommands = { own: own, set: set, show: show };
})();
