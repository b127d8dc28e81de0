/* Asks for the first picture while the page's other scripts are still on their way, at the size that the page's own will have. */
(function () {
  "use strict";
  var place = document.getElementById("first-chart");
  if (!place.clientWidth) { return; }
  /* The page takes it away when its own picture is there; should none come, what it has to say must not stay covered. */
  window.addEventListener("load", function () { setTimeout(function () { var first = document.getElementById("first"); if (first) { first.remove(); } }, 15000); });
  var query = new URLSearchParams(window.location.search);
  query.set("width", place.clientWidth);
  query.set("height", window.innerHeight);
  fetch("first-picture?" + query, { credentials: "same-origin" }).then(function (answer) {
    return answer.ok ? answer.text() : "";
  }).then(function (words) {
    if (!words || !place.isConnected) { return; }
    var drawing = document.adoptNode(new DOMParser().parseFromString(words, "image/svg+xml").documentElement);
    drawing.querySelectorAll("title").forEach(function (title) { title.remove(); });
    place.replaceChildren(drawing);
  }).catch(function () { /* The page's own picture comes anyway. */ });
})();
