/* Photos drawn anew and smaller, so that nothing the camera wrote into them stays on this device. */
(function () {
  'use strict';
  var LONGEST = 1600;

  /* Return the photo as a smaller JPEG; what is no photo as it is. */
  taizhang.shrink = function (file) {
    if (!/^image\/(jpeg|png|webp)$/.test(file.type)) return Promise.resolve(file);
    return new Promise(function (done) {
      var picture = new Image(), address = URL.createObjectURL(file);
      picture.onerror = function () { URL.revokeObjectURL(address); done(file); };
      picture.onload = function () {
        var ratio = Math.min(1, LONGEST / Math.max(picture.naturalWidth, picture.naturalHeight));
        var canvas = document.createElement('canvas');
        canvas.width = Math.max(1, Math.round(picture.naturalWidth * ratio));
        canvas.height = Math.max(1, Math.round(picture.naturalHeight * ratio));
        canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
        URL.revokeObjectURL(address);
        canvas.toBlob(function (blob) {
          done(blob ? new File([blob], file.name.replace(/\.\w+$/, '') + '.jpg', { type: 'image/jpeg' }) : file);
        }, 'image/jpeg', 0.82);
      };
      picture.src = address;
    });
  };
})();
