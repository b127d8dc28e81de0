/* The browser's side of adding articles.  All words come from the page or the server, and are only ever set as text. */
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
      chooser.setAttribute("aria-label", words().files);
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

  (function begin() {
    commands = window.timelineCommands;
    if (!commands) { setTimeout(begin, 10); return; }
    Object.assign(commands.own, { add: openForm, choose: choose, paste: sendText, added: showTimeline });
  })();
})();
