import { ComponentType, HashAlgorithm } from '@cyclonedx/cyclonedx-library/Enums';
import {
  Bom,
  Component,
  ComponentRepository,
  LicenseExpression,
  NamedLicense,
  Property,
  SpdxLicense,
  Tool,
} from '@cyclonedx/cyclonedx-library/Models';
import { JSON as CycloneDxJson, JsonSerializer } from '@cyclonedx/cyclonedx-library/Serialize';
import { isSupportedSpdxId } from '@cyclonedx/cyclonedx-library/SPDX';
import { Spec1dot6 } from '@cyclonedx/cyclonedx-library/Spec';
import { PackageURL } from 'packageurl-js';
import { hexOf } from '../model/bundle/digest.ts';
import { parseImageReference, repositoryName } from '../model/bundle/image-reference.ts';
import type { BundleItem, BundleManifest, FileItem, ImageItem, PackageItem } from '../model/bundle/manifest.ts';

/**
 * CycloneDX 1.6 of a bundle, from its signed manifest alone: who has the bundle can write it again and gets the same
 * bytes. Images, files and OS packages; what is inside an image is not listed.
 */
export function sbomOf(manifest: BundleManifest, manifestHash: string, ferrymanVersion: string): string {
  const bom = new Bom({ serialNumber: `urn:uuid:${uuidOf(manifestHash)}` });
  bom.metadata.timestamp = new Date(manifest.createdAt);
  bom.metadata.tools.tools.add(new Tool({ vendor: 'Ferryman', name: 'ferryman', version: ferrymanVersion }));
  bom.metadata.component = new Component(ComponentType.Application, manifest.name, {
    bomRef: 'bundle',
    version: manifest.version,
  });
  bom.metadata.component.hashes.set(HashAlgorithm['SHA-256'], manifestHash);
  bom.components = new ComponentRepository(manifest.items.map(componentOf));
  for (const component of bom.components) bom.metadata.component.dependencies.add(component.bomRef);
  const serializer = new JsonSerializer(new CycloneDxJson.Normalize.Factory(Spec1dot6));
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
}

function componentOf(item: BundleItem): Component {
  const component = item.type === 'image' ? imageOf(item) : item.type === 'file' ? fileOf(item) : packageOf(item);
  component.hashes.set(HashAlgorithm['SHA-256'], hexOf(item.digest));
  component.properties.add(new Property('ferryman:platform', item.platform));
  component.properties.add(new Property('ferryman:bytes', String(item.sizeBytes)));
  if (item.licence !== undefined) component.licenses.add(licenceOf(item.licence));
  return component;
}

function imageOf({ name, digest, platform }: ImageItem): Component {
  const reference = parseImageReference(name);
  const repository = reference === undefined ? name : repositoryName(reference);
  const [, arch = ''] = platform.split('/');
  const purl = new PackageURL('oci', undefined, repository.replace(/^.*\//, ''), digest, {
    repository_url: repository,
    arch,
    ...(reference?.tag === undefined ? {} : { tag: reference.tag }),
  });
  return new Component(ComponentType.Container, repository, {
    bomRef: `image:${name}:${platform}`,
    version: reference?.tag ?? digest,
    purl: purl.toString(),
  });
}

function fileOf({ id, version, digest, platform, fileName }: FileItem): Component {
  const purl = new PackageURL('generic', undefined, id, version, { checksum: digest, file_name: fileName });
  return new Component(ComponentType.File, id, {
    bomRef: `file:${id}:${version}:${platform}`,
    version,
    purl: purl.toString(),
  });
}

function packageOf({ name, version, distribution, platform, fileName }: PackageItem): Component {
  const [vendor = distribution] = distribution.split('-');
  const [, arch = ''] = platform.split('/');
  const type = fileName.endsWith('.rpm') ? 'rpm' : 'deb';
  const purl = new PackageURL(type, vendor, name, version, { arch, distro: distribution });
  return new Component(ComponentType.Library, name, {
    bomRef: `package:${distribution}:${name}:${version}:${platform}`,
    version,
    purl: purl.toString(),
  });
}

/** SPDX where every part of it is an identifier of that list; else the words themselves. */
function licenceOf(stated: string) {
  const parts = stated.split(/ (?:AND|OR) /);
  if (!parts.every((part) => isSupportedSpdxId(part))) return new NamedLicense(stated);
  return parts.length === 1 ? new SpdxLicense(stated) : new LicenseExpression(stated);
}

/** RFC 9562 version 8: bits of our own choosing, here the manifest's hash, so that the same bundle has the same number. */
function uuidOf(hash: string): string {
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
