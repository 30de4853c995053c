/** The content of `oci-layout`, which marks a folder as a layout (image-spec, image-layout.md). */
export const layoutMarker = '{"imageLayoutVersion":"1.0.0"}';
