/* The browser's side of adding articles, of frames for other pages, and of saved views.  All words come from the page;
   what the server or a person says is only ever set as text. */
(function () {
  "use strict";

  var commands = null, busy = false, chooser = null, version = null;

  function byId(id) { return document.getElementById(id); }
  function make(tag, name, words) {
    var node = document.createElement(tag);
    if (name) { node.className = name; }
    if (words) { node.textContent = words; }
    return node;
  }

  /* ---- adding articles ------------------------------------------------------------------------------------------- */

  function words() { return JSON.parse(byId("add-form").dataset.words); }

  function openForm() {
    var dialog = byId("add-dialog");
    if (dialog && !dialog.open) { dialog.showModal(); }
    byId("add-form").querySelector("[data-do=choose]").focus();
  }

  function choose() {
    if (!chooser) {
      chooser = make("input");
      chooser.type = "file"; chooser.multiple = true; chooser.hidden = true;
      chooser.setAttribute("aria-label", "Files");
      chooser.addEventListener("change", function () { sendFiles(chooser.files); chooser.value = ""; });
      byId("add-form").appendChild(chooser);
    }
    chooser.click();
  }

  function sendFiles(files) {
    var form = new FormData(), size = 0;
    Array.prototype.forEach.call(files, function (file) { size += file.size; form.append("files", file, file.name); });
    if (!files.length) { return; }
    /* Said here already: a server may close the line on what is far too large before it can say why. */
    if (size > Number(byId("add-form").dataset.limit)) { return fail(words().large.replace("{}", Math.ceil(size / 1e6)).replace("{}", words().limit)); }
    send(form);
  }

  function sendText() {
    var form = new FormData();
    if (!byId("add-text").value.trim()) { byId("add-text").focus(); return fail(words().nothing); }
    ["text", "title", "source", "date"].forEach(function (name) { form.append(name, byId("add-" + name).value); });
    send(form);
  }

  function fail(why) {
    byId("add-became").classList.remove("became--working");
    byId("add-said").textContent = "";
    byId("add-error").textContent = why;
    byId("add-became").scrollIntoView({ block: "nearest" });
  }

  function send(form) {
    if (busy) { return; }
    busy = true;
    byId("add-error").textContent = "";
    byId("add-files").textContent = "";
    byId("add-show").hidden = true;
    byId("add-bar").value = 0;
    byId("add-became").classList.add("became--working");
    var told = false;
    function line(said) {
      told = told || "done" in said || "error" in said;
      if (said.error) { fail(said.error); } else if ("done" in said) { finish(said, form); } else {
        byId("add-said").textContent = said.step;
        byId("add-bar").value = said.share;
        byId("add-became").scrollIntoView({ block: "nearest" });
      }
    }
    window.fetch("add", { method: "POST", body: form, headers: { "X-Timeline": "add" } }).then(function (answer) {
      if ((answer.headers.get("Content-Type") || "").indexOf("ndjson") < 0) {
        told = true;
        fail(answer.status === 413 ? words().unknown : words().broken);
        return null;
      }
      return lines(answer.body.getReader(), line);
    }).catch(function () { return null; }).then(function () {
      busy = false;
      if (!told) { fail(words().gone); }
    });
  }

  /* The answer comes line by line while the server reads. */
  function lines(reader, line) {
    var decoder = new TextDecoder(), rest = "";
    function next(part) {
      if (part.done) { return null; }
      rest += decoder.decode(part.value, { stream: true });
      var whole = rest.split("\n");
      rest = whole.pop();
      whole.filter(Boolean).forEach(function (each) { line(JSON.parse(each)); });
      return reader.read().then(next);
    }
    return reader.read().then(next);
  }

  var SIGNS = { good: "✓", bad: "!", again: "=", more: "…" };

  function finish(said, form) {
    var list = byId("add-files");
    byId("add-became").classList.remove("became--working");
    byId("add-said").textContent = said.done;
    said.files.forEach(function (file) {
      var row = make("li", file.kind), sign = make("span", "i", SIGNS[file.kind]);
      sign.setAttribute("aria-hidden", "true");
      row.append(sign, make("span", "", file.name), make("span", "quiet num", file.found || ""), make("span", "why", file.note));
      list.appendChild(row);
    });
    var read = said.files.some(function (file) { return file.kind !== "bad"; });
    if (read && form.has("text")) {
      ["text", "title", "source", "date"].forEach(function (name) { commands.set("add-" + name, { value: "" }); });
    }
    version = said.version;
    byId("add-show").hidden = !read;
    /* Behind the dialog the timeline is already the new one; an empty page has nothing to show it with. */
    if (byId("work").hidden === false) { commands.show(version); }
    if (read) { byId("add-show").focus(); }
    byId("add-became").scrollIntoView({ block: "nearest" });
  }

  function showTimeline() {
    if (byId("work").hidden) { window.location.reload(); } else { byId("add-dialog").close(); }
  }

  function carriesFiles(event) {
    return byId("add-form") && event.dataTransfer && Array.prototype.indexOf.call(event.dataTransfer.types, "Files") >= 0;
  }
  document.addEventListener("dragover", function (event) {
    if (carriesFiles(event)) { event.preventDefault(); event.dataTransfer.dropEffect = "copy"; document.body.classList.add("dropping"); }
  });
  document.addEventListener("dragleave", function (event) { if (!event.relatedTarget) { document.body.classList.remove("dropping"); } });
  document.addEventListener("drop", function (event) {
    document.body.classList.remove("dropping");
    if (!carriesFiles(event)) { return; }
    event.preventDefault();
    openForm();
    sendFiles(event.dataTransfer.files);
  });

  /* ---- frames for other pages ------------------------------------------------------------------------------------ */

  function escaped(text) { return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;"); }

  function embedSnippet(view, scope) {
    var query = scope === "all" || !view ? "" : "?" + view, box = byId("embed-snippet");
    var address = new URL("embed" + query, window.location.href).href;
    return ['<iframe src="' + escaped(address) + '" title="' + escaped(box ? box.dataset.title : "") +
      '" width="100%" height="520" sandbox="allow-scripts" loading="lazy"></iframe>', "embed" + query];
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
    if (!commands || !window.dash_clientside.timeline) { setTimeout(begin, 10); return; }
    Object.assign(commands.own, {
      add: openForm, choose: choose, paste: sendText, added: showTimeline,
      embed: function () { byId("embed-dialog").showModal(); }, snippet: copySnippet,
      "save-view": saveView, "show-view": showView, "drop-view": dropView
    });
  })();

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.adding = { embedSnippet: embedSnippet };
})();
