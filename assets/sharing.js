/* The browser's side of frames for other pages and of saved views.  What a person has typed is only ever set as text. */
(function () {
  "use strict";

  var commands = null;

  function byId(id) { return document.getElementById(id); }
  function make(tag, name, words) {
    var node = document.createElement(tag);
    node.className = name;
    if (words) { node.textContent = words; }
    return node;
  }

  /* ---- frames for other pages ------------------------------------------------------------------------------------ */

  function escaped(text) { return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;"); }

  function embedSnippet(view, scope) {
    var query = scope === "all" || !view ? "" : "?" + view, box = byId("embed-snippet");
    var address = new URL("embed" + query, window.location.href).href;
    return ['<iframe src="' + escaped(address) + '" title="' + escaped(box ? box.dataset.title : "") +
      '" width="100%" height="520" sandbox loading="lazy"></iframe>', "embed" + query];
  }

  function copySnippet(control) {
    var before = control.textContent;
    window.navigator.clipboard.writeText(byId("embed-snippet").textContent).then(function () {
      control.textContent = control.dataset.done;
      setTimeout(function () { control.textContent = before; }, 2000);
    });
  }

  /* ---- saved views ----------------------------------------------------------------------------------------------- */

  function key() { return "timeline views " + byId("views-list").dataset.store; }

  function saved() {
    var kept = null;
    try { kept = JSON.parse(window.localStorage.getItem(key())); } catch (error) { kept = null; }
    return Array.isArray(kept) ? kept.filter(function (each) { return each && typeof each.name === "string" && typeof each.query === "string"; }) : [];
  }

  function keep(views) {
    try { window.localStorage.setItem(key(), JSON.stringify(views.slice(0, 100))); } catch (error) { /* full or forbidden: nothing is kept */ }
    listViews();
  }

  function listViews() {
    var box = byId("views-list");
    if (!box) { return; }
    box.textContent = "";
    saved().forEach(function (view) {
      var row = make("div", "view"), go = make("button", "option option--plain"), off = make("button", "btn btn--bare btn--icon", "×");
      go.type = off.type = "button";
      go.dataset.do = "show-view"; off.dataset.do = "drop-view";
      go.dataset.value = off.dataset.value = view.name;
      off.setAttribute("aria-label", box.dataset.remove.replace("{}", view.name));
      go.appendChild(make("span", "v", view.name));
      row.append(go, off);
      box.appendChild(row);
    });
    if (!box.firstChild) { box.appendChild(make("p", "quiet more", box.dataset.none)); }
  }

  /* Filters, dates and lanes; not the selected event. */
  function currentView() {
    var query = new URLSearchParams(window.location.search);
    ["event", "article", "at"].forEach(function (name) { query.delete(name); });
    return query.toString();
  }

  function saveView() {
    var field = byId("views-name"), name = field.value.trim();
    if (!name) { field.focus(); return; }
    keep(saved().filter(function (each) { return each.name !== name; }).concat([{ name: name, query: currentView() }]));
    commands.set("views-name", { value: "" });
  }

  function showView(control) {
    var view = saved().filter(function (each) { return each.name === control.dataset.value; })[0];
    if (view) { commands.set("view", { data: view.query }); }
    byId("views").removeAttribute("open");
    byId("views").querySelector("summary").focus();
  }

  function dropView(control) {
    keep(saved().filter(function (each) { return each.name !== control.dataset.value; }));
    byId("views-name").focus();
  }

  document.addEventListener("toggle", function (event) { if (event.target.id === "views" && event.target.open) { listViews(); } }, true);

  (function begin() {
    commands = window.timelineCommands;
    if (!commands) { setTimeout(begin, 10); return; }
    Object.assign(commands.own, {
      embed: function () { byId("embed-dialog").showModal(); }, snippet: copySnippet,
      "save-view": saveView, "show-view": showView, "drop-view": dropView
    });
  })();

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.sharing = { embedSnippet: embedSnippet };
})();
